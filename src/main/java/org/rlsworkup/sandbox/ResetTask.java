package org.rlsworkup.sandbox;

/**
 * What else is forgotten when the samples are restored.
 *
 * @param work run after the samples are restored
 */
public record ResetTask(Runnable work) {}
