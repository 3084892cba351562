package org.rlsworkup.knowledge.page;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The page of the knowledge. */
@Configuration(proxyBeanMethods = false)
@Import(KnowledgePage.class)
class KnowledgeConfiguration {}
