-- What the page of figures reads: sums by day (UTC), so that it need not read every card.
create table daily_call (
    on_day date not null,
    service varchar(100) not null,
    -- cards, nothing, unreadable (the chart could not be read) or failed
    outcome varchar(20) not null,
    -- Upper bound of the time the answer took, in milliseconds.
    millis integer not null,
    calls bigint not null,
    primary key (on_day, service, outcome, millis)
);

create table daily_unread (
    on_day date not null,
    service varchar(100) not null,
    -- What of the chart could not be read.
    source varchar(50) not null,
    calls bigint not null,
    primary key (on_day, service, source)
);

create table daily_card (
    on_day date not null,
    service varchar(100) not null,
    -- CARD for whole cards, TEST for tests that were offered, RULE for what cards say.
    kind varchar(10) not null,
    name varchar(200) not null,
    issued bigint not null,
    accepted bigint not null,
    overridden bigint not null,
    primary key (on_day, service, kind, name)
);

create table daily_reason (
    on_day date not null,
    service varchar(100) not null,
    reason varchar(300) not null,
    cards bigint not null,
    primary key (on_day, service, reason)
);

create table daily_answer (
    on_day date not null,
    service varchar(100) not null,
    -- Upper bound of the time from the card to its first answer, in seconds.
    seconds integer not null,
    cards bigint not null,
    primary key (on_day, service, seconds)
);

-- One row: up to when cards and answers have been summed up. Locked while they are.
create table summed_up (
    id integer primary key,
    until timestamp(6) with time zone not null
);
insert into summed_up (id, until) values (1, timestamp with time zone '1970-01-01 00:00:00+00:00');
