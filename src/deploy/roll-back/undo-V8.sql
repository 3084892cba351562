-- Lost: the counts of what did not fit in calls.
drop table daily_note;
delete from "flyway_schema_history" where "version" = '8';
