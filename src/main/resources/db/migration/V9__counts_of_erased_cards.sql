-- What cards that were erased count in the daily totals: a day is summed up again when feedback on another of its cards
-- arrives, from the cards that are there and from these. Deleted with the other cards of the day. Nothing of it says whose
-- the cards were.
create table erased_daily_card (
    on_day date not null,
    client varchar(200) not null,
    service varchar(100) not null,
    kind varchar(10) not null,
    name varchar(200) not null,
    issued bigint not null,
    accepted bigint not null,
    overridden bigint not null
);
create table erased_daily_reason (
    on_day date not null,
    client varchar(200) not null,
    service varchar(100) not null,
    reason varchar(300) not null,
    cards bigint not null
);
create table erased_daily_answer (
    on_day date not null,
    client varchar(200) not null,
    service varchar(100) not null,
    seconds integer not null,
    cards bigint not null
);
create table erased_daily_words (
    on_day date not null,
    client varchar(200) not null,
    service varchar(100) not null,
    kind varchar(20) not null,
    words integer not null,
    cards bigint not null
);
