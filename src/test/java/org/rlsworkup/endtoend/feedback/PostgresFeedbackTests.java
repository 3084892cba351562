package org.rlsworkup.endtoend.feedback;

import org.rlsworkup.support.FullOnly;
import org.rlsworkup.support.Postgres;

/** Feedback on PostgreSQL. */
@FullOnly
@Postgres
class PostgresFeedbackTests extends FeedbackTests {}
