package org.rlsworkup.bench;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;

/** Found by the service it is put into, which looks for configurations only. */
@Configuration(proxyBeanMethods = false)
@Import(EchoController.class)
@Profile("bench")
class EchoConfiguration {}
