-- Lost: nothing.
drop table replica;
delete from "flyway_schema_history" where "version" = '10';
