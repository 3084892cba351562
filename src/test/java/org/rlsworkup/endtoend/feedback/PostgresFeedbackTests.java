package org.rlsworkup.endtoend.feedback;

import org.rlsworkup.support.Postgres;

/** Feedback on PostgreSQL. */
@Postgres
class PostgresFeedbackTests extends FeedbackTests {}
