package org.rlsworkup.bench;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;

/** Found by the component scan of the service that it is added to. */
@Configuration(proxyBeanMethods = false)
@Import(EchoController.class)
@Profile("bench")
class EchoConfiguration {}
