-- What a card told beside the tests it offered, so that an answer can be about that: for each finding its name, for a
-- medicine drug: and the id of the drug, then = and keyed hashes of what it rests on, separated by commas: a result,
-- or the draft orders of a medicine. Empty for cards sent before this column was there: answers to them silence tests
-- only, as they did then.
alter table issued_card add column findings varchar(8000) default '' not null;
-- A keyed hash of the user who was shown the card; null for older cards.
alter table issued_card add column user_key varchar(64);
-- The kind of card, and the words of its detail above the footer; null for older cards.
alter table issued_card add column kind varchar(20);
alter table issued_card add column words integer;

create table daily_words (
    on_day date not null,
    service varchar(100) not null,
    kind varchar(20) not null,
    words integer not null,
    cards bigint not null,
    primary key (on_day, service, kind, words)
);

create table daily_silenced (
    on_day date not null,
    service varchar(100) not null,
    kind varchar(20) not null,
    -- A finding, as RULE or RULE:TEST, or * for a whole card.
    name varchar(200) not null,
    calls bigint not null,
    primary key (on_day, service, kind, name)
);
