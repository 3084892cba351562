package org.rlsworkup;

/** Feedback on PostgreSQL. */
@Postgres
class PostgresFeedbackTests extends FeedbackTests {}
