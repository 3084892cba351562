-- Lost: erased cards stop counting in the daily totals of their day when that is summed up again.
drop table erased_daily_card;
drop table erased_daily_reason;
drop table erased_daily_answer;
drop table erased_daily_words;
delete from "flyway_schema_history" where "version" = '9';
