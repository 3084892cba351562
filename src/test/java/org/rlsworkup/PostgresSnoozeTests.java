package org.rlsworkup;

/** Declined tests on PostgreSQL. */
@Postgres
class PostgresSnoozeTests extends SnoozeTests {}
