-- Cards of a year up to now, in the order of time, each overridden within minutes; a patient's are scattered.
delete from feedback;
delete from overridden_card;
alter table overridden_card drop constraint overridden_card_card_fkey;
drop index issued_card_patient;
drop index issued_card_time;
drop index issued_card_written;
drop index feedback_card;
drop index feedback_time;
alter table issued_card drop constraint issued_card_pkey;
alter table feedback drop constraint feedback_pkey;
insert into issued_card (card, issued_at, written_at, client, service, hook_instance, patient_key, condition_key, tests, rules, shown)
select md5(i::text)::uuid::text, now() - interval '365 days' * (1 - i::float8 / :rows),
    now() - interval '365 days' * (1 - i::float8 / :rows), 'clinic',
    'rls-workup', 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    'patient-' || lpad(((i::bigint * 7919) % :patients)::text, 35, '0'), 'condition-' || lpad(i::text, 33, '0'),
    'FER TSAT B12 TSH A1C', 'MISSING:FER MISSING:TSAT MISSING:B12 MISSING:TSH MISSING:A1C', true
from generate_series(1, :rows) i;
insert into feedback (entry, received_at, client, service, card, outcome, outcome_at, accepted, reason_system, reason_code)
select md5('f' || i)::uuid, now() - interval '365 days' * (1 - i::float8 / :rows) + interval '5 minutes', 'clinic',
    'rls-workup', md5(i::text)::uuid::text, 'overridden',
    now() - interval '365 days' * (1 - i::float8 / :rows) + interval '4 minutes', '',
    'https://rlsworkup.org/CodeSystem/override-reason',
    (array['patient-declined', 'done-elsewhere', 'will-order-later', 'not-clinically-indicated'])[1 + i % 4]
from generate_series(1, :rows) i;
insert into overridden_card (card, patient_key, overridden_at, reason_system, reason_code, accepted)
select c.card, c.patient_key, f.outcome_at, f.reason_system, f.reason_code, ''
from issued_card c join feedback f on f.card = c.card;
alter table issued_card add constraint issued_card_pkey primary key (card);
alter table overridden_card add constraint overridden_card_card_fkey
    foreign key (card) references issued_card (card) on delete cascade;
alter table feedback add constraint feedback_pkey primary key (entry);
create index issued_card_patient on issued_card (patient_key, issued_at desc);
create index issued_card_time on issued_card (issued_at);
create index issued_card_written on issued_card (written_at);
create index feedback_card on feedback (card);
create index feedback_time on feedback (received_at);
insert into daily_call (on_day, service, outcome, millis, calls)
select current_date - d, s, o, 2 * b, 100 + b from generate_series(0, 364) d,
    unnest(array['rls-workup', 'rls-medications-order-select', 'rls-medications-order-sign']) s,
    unnest(array['cards', 'nothing', 'unreadable']) o, generate_series(1, 25) b
on conflict do nothing;
-- What was written with times of long ago is not new by itself.
update summed_up set until = now() - interval '366 days';
analyze
