package org.rlsworkup.operators;

import org.rlsworkup.feedback.insights.FeedbackExport;
import org.rlsworkup.feedback.insights.InsightsPage;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What operators may see of feedback. */
@Configuration(proxyBeanMethods = false)
@Conditional(OperatorsAreKnown.class)
@Import({FeedbackExport.class, InsightsPage.class})
class PagesConfiguration {}
