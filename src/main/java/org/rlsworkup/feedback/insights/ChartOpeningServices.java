package org.rlsworkup.feedback.insights;

import java.util.Set;

/**
 * The services that are called whenever a chart is opened.
 *
 * @param ids as they are recorded with calls and cards
 */
public record ChartOpeningServices(Set<String> ids) {}
