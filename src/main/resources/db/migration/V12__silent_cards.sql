-- Cards that clients in silent mode were not shown, for the people who judge a pilot. What a card says is encrypted by
-- rls.silent-cards.key, and so are remarks about it.
create table silent_card (
    card varchar(36) primary key,
    created_at timestamp(6) with time zone not null,
    client varchar(200) not null,
    service varchar(100) not null,
    patient_key varchar(64) not null,
    -- How many patient keys the hash was made with.
    key_count integer not null,
    knowledge varchar(200) not null,
    content varchar(1000000) not null,
    verdict varchar(10),
    remark varchar(10000),
    judge varchar(200),
    judged_at timestamp(6) with time zone
);
create index silent_card_patient on silent_card (patient_key);
create index silent_card_created on silent_card (created_at);
