-- The cards that are overridden, with how they were last answered: a look-up reads these few rows, however many cards and
-- answers there are of a patient. A card is left out once a later one that says the same was overridden for the same
-- reason.
create table overridden_card (
    card varchar(36) primary key references issued_card (card) on delete cascade,
    patient_key varchar(64) not null,
    -- By the client's clock, and not later than it was received.
    overridden_at timestamp(6) with time zone not null,
    reason_system varchar(500),
    reason_code varchar(200),
    -- Ids of the suggestions that were accepted nevertheless, one a line, the newest first; more are left out.
    accepted varchar(2000) not null,
    -- A hash of what the card says and of the reason; null for cards from before this table.
    content varchar(64)
);
insert into overridden_card (card, patient_key, overridden_at, reason_system, reason_code, accepted)
select c.card, c.patient_key, least(f.outcome_at, f.received_at), f.reason_system, f.reason_code,
    coalesce((select substring(string_agg(a.accepted, '
' order by a.outcome_at desc), 1, 2000) from feedback a
        where a.card = c.card and a.client = coalesce(c.answered_by, c.client) and a.outcome = 'accepted'), '')
from issued_card c join feedback f on f.card = c.card and f.client = coalesce(c.answered_by, c.client)
where f.entry = (select l.entry from feedback l
        where l.card = c.card and l.client = coalesce(c.answered_by, c.client) and l.outcome = 'overridden'
        order by l.outcome_at desc, l.received_at desc, l.entry desc limit 1);
create index overridden_card_patient on overridden_card (patient_key, overridden_at desc);

-- The newest cards of a patient are found without reading the others.
drop index issued_card_patient;
create index issued_card_patient on issued_card (patient_key, issued_at desc);
