-- Lost: in which encounter a card was sent.
alter table issued_card drop column encounter_key;
delete from "flyway_schema_history" where "version" = '6';
