package org.rlsworkup.knowledge.rule;

/**
 * A condition as a clinician writes it, and what it asks.
 *
 * @param text as written in the knowledge file
 */
public record Condition(String text, Criterion criterion) {}
