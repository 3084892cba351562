-- Under which client's name answers to a card arrive; null where that is the client itself. Clients that share an issuer
-- are told apart by the FHIR server of a call, which feedback does not name.
alter table issued_card add column answered_by varchar(200);

-- The daily totals by client. Rows from before are kept, under an empty name: they stand for all clients together.
create table daily_call_of_client (
    on_day date not null,
    client varchar(200) default '' not null,
    service varchar(100) not null,
    outcome varchar(20) not null,
    millis integer not null,
    calls bigint not null,
    primary key (on_day, client, service, outcome, millis)
);
insert into daily_call_of_client (on_day, service, outcome, millis, calls) select on_day, service, outcome, millis, calls from daily_call;
drop table daily_call;
alter table daily_call_of_client rename to daily_call;
create table daily_unread_of_client (
    on_day date not null,
    client varchar(200) default '' not null,
    service varchar(100) not null,
    source varchar(50) not null,
    calls bigint not null,
    primary key (on_day, client, service, source)
);
insert into daily_unread_of_client (on_day, service, source, calls) select on_day, service, source, calls from daily_unread;
drop table daily_unread;
alter table daily_unread_of_client rename to daily_unread;
create table daily_silenced_of_client (
    on_day date not null,
    client varchar(200) default '' not null,
    service varchar(100) not null,
    kind varchar(20) not null,
    name varchar(200) not null,
    calls bigint not null,
    primary key (on_day, client, service, kind, name)
);
insert into daily_silenced_of_client (on_day, service, kind, name, calls) select on_day, service, kind, name, calls from daily_silenced;
drop table daily_silenced;
alter table daily_silenced_of_client rename to daily_silenced;
create table daily_card_of_client (
    on_day date not null,
    client varchar(200) default '' not null,
    service varchar(100) not null,
    kind varchar(10) not null,
    name varchar(200) not null,
    issued bigint not null,
    accepted bigint not null,
    overridden bigint not null,
    primary key (on_day, client, service, kind, name)
);
insert into daily_card_of_client (on_day, service, kind, name, issued, accepted, overridden) select on_day, service, kind, name, issued, accepted, overridden from daily_card;
drop table daily_card;
alter table daily_card_of_client rename to daily_card;
create table daily_reason_of_client (
    on_day date not null,
    client varchar(200) default '' not null,
    service varchar(100) not null,
    reason varchar(300) not null,
    cards bigint not null,
    primary key (on_day, client, service, reason)
);
insert into daily_reason_of_client (on_day, service, reason, cards) select on_day, service, reason, cards from daily_reason;
drop table daily_reason;
alter table daily_reason_of_client rename to daily_reason;
create table daily_answer_of_client (
    on_day date not null,
    client varchar(200) default '' not null,
    service varchar(100) not null,
    seconds integer not null,
    cards bigint not null,
    primary key (on_day, client, service, seconds)
);
insert into daily_answer_of_client (on_day, service, seconds, cards) select on_day, service, seconds, cards from daily_answer;
drop table daily_answer;
alter table daily_answer_of_client rename to daily_answer;
create table daily_words_of_client (
    on_day date not null,
    client varchar(200) default '' not null,
    service varchar(100) not null,
    kind varchar(20) not null,
    words integer not null,
    cards bigint not null,
    primary key (on_day, client, service, kind, words)
);
insert into daily_words_of_client (on_day, service, kind, words, cards) select on_day, service, kind, words, cards from daily_words;
drop table daily_words;
alter table daily_words_of_client rename to daily_words;
