package org.rlsworkup.endtoend.feedback;

/** Feedback on the embedded database. */
class H2FeedbackTests extends FeedbackTests {}
