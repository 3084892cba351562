-- One row for each card that was sent. The ids of its suggestions follow from its own and the test's.
create table issued_card (
    card varchar(36) primary key,
    issued_at timestamp(6) with time zone not null,
    -- Later than that where the database did not answer meanwhile.
    written_at timestamp(6) with time zone not null,
    client varchar(200) not null,
    service varchar(100) not null,
    hook_instance varchar(200) not null,
    -- Keyed hashes: neither says who the patient is.
    patient_key varchar(64) not null,
    condition_key varchar(64),
    -- Ids of the tests it suggests, separated by spaces, and what it traces, as RULE or RULE:TEST.
    tests varchar(2000) not null,
    rules varchar(8000) not null,
    -- False for a client in silent mode.
    shown boolean not null
);
create index issued_card_patient on issued_card (patient_key);
create index issued_card_time on issued_card (issued_at);
create index issued_card_written on issued_card (written_at);

-- One row for each answer to a card, also to cards that are not known (yet): no foreign key.
create table feedback (
    -- Made of what the answer says, so that a repeated one is the same row.
    entry uuid primary key,
    received_at timestamp(6) with time zone not null,
    client varchar(200) not null,
    service varchar(100) not null,
    card varchar(200) not null,
    outcome varchar(10) not null,
    outcome_at timestamp(6) with time zone not null,
    -- Ids of suggestions, one a line.
    accepted varchar(25000) not null,
    reason_system varchar(500),
    reason_code varchar(200),
    reason_display varchar(500),
    user_comment varchar(4000)
);
create index feedback_card on feedback (card);
create index feedback_time on feedback (received_at);
