-- Lost: which client daily totals are of. They are added up.
create table daily_call_of_all (
    on_day date not null,
    service varchar(100) not null,
    outcome varchar(20) not null,
    millis integer not null,
    calls bigint not null,
    primary key (on_day, service, outcome, millis)
);
insert into daily_call_of_all (on_day, service, outcome, millis, calls)
    select on_day, service, outcome, millis, sum(calls) from daily_call group by on_day, service, outcome, millis;
drop table daily_call;
alter table daily_call_of_all rename to daily_call;
create table daily_unread_of_all (
    on_day date not null,
    service varchar(100) not null,
    source varchar(50) not null,
    calls bigint not null,
    primary key (on_day, service, source)
);
insert into daily_unread_of_all (on_day, service, source, calls)
    select on_day, service, source, sum(calls) from daily_unread group by on_day, service, source;
drop table daily_unread;
alter table daily_unread_of_all rename to daily_unread;
create table daily_silenced_of_all (
    on_day date not null,
    service varchar(100) not null,
    kind varchar(20) not null,
    name varchar(200) not null,
    calls bigint not null,
    primary key (on_day, service, kind, name)
);
insert into daily_silenced_of_all (on_day, service, kind, name, calls)
    select on_day, service, kind, name, sum(calls) from daily_silenced group by on_day, service, kind, name;
drop table daily_silenced;
alter table daily_silenced_of_all rename to daily_silenced;
create table daily_card_of_all (
    on_day date not null,
    service varchar(100) not null,
    kind varchar(10) not null,
    name varchar(200) not null,
    issued bigint not null,
    accepted bigint not null,
    overridden bigint not null,
    primary key (on_day, service, kind, name)
);
insert into daily_card_of_all (on_day, service, kind, name, issued, accepted, overridden)
    select on_day, service, kind, name, sum(issued), sum(accepted), sum(overridden) from daily_card group by on_day, service, kind, name;
drop table daily_card;
alter table daily_card_of_all rename to daily_card;
create table daily_reason_of_all (
    on_day date not null,
    service varchar(100) not null,
    reason varchar(300) not null,
    cards bigint not null,
    primary key (on_day, service, reason)
);
insert into daily_reason_of_all (on_day, service, reason, cards)
    select on_day, service, reason, sum(cards) from daily_reason group by on_day, service, reason;
drop table daily_reason;
alter table daily_reason_of_all rename to daily_reason;
create table daily_answer_of_all (
    on_day date not null,
    service varchar(100) not null,
    seconds integer not null,
    cards bigint not null,
    primary key (on_day, service, seconds)
);
insert into daily_answer_of_all (on_day, service, seconds, cards)
    select on_day, service, seconds, sum(cards) from daily_answer group by on_day, service, seconds;
drop table daily_answer;
alter table daily_answer_of_all rename to daily_answer;
create table daily_words_of_all (
    on_day date not null,
    service varchar(100) not null,
    kind varchar(20) not null,
    words integer not null,
    cards bigint not null,
    primary key (on_day, service, kind, words)
);
insert into daily_words_of_all (on_day, service, kind, words, cards)
    select on_day, service, kind, words, sum(cards) from daily_words group by on_day, service, kind, words;
drop table daily_words;
alter table daily_words_of_all rename to daily_words;
-- Lost: feedback that arrives under the name of another client than the card was sent to is no longer matched with it.
alter table issued_card drop column answered_by;
delete from "flyway_schema_history" where "version" = '5';
