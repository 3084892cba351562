package org.rlsworkup;

/** Feedback on the embedded database. */
class H2FeedbackTests extends FeedbackTests {}
