insert into issued_card (card, issued_at, written_at, client, service, hook_instance, patient_key, condition_key, tests, rules, shown)
values ('0d5a7f66-7c5c-4f5e-9d64-6f3b9a0f0001', timestamp with time zone '2026-11-19 10:00:00+00:00',
    timestamp with time zone '2026-11-19 10:00:01+00:00', 'clinic',
    'rls-workup', 'h', 'patient', null, 'FER TSH', 'MISSING:FER MISSING:TSH IRON-AD-1:FER MED-SSRI:sertraline', true);
insert into feedback (entry, received_at, client, service, card, outcome, outcome_at, accepted, reason_system,
    reason_code, reason_display, user_comment)
values ('0d5a7f66-7c5c-4f5e-9d64-6f3b9a0f0002', timestamp with time zone '2026-11-19 10:05:00+00:00', 'clinic',
    'rls-workup', '0d5a7f66-7c5c-4f5e-9d64-6f3b9a0f0001', 'overridden',
    timestamp with time zone '2026-11-19 10:04:00+00:00', '', 'urn:x', 'not-now', null, 'kept')
;
insert into daily_call (on_day, service, outcome, millis, calls)
values (date '2026-11-18', 'rls-workup', 'nothing', 2, 7);
insert into overridden_card (card, patient_key, overridden_at, reason_system, reason_code, accepted)
select c.card, c.patient_key, f.outcome_at, f.reason_system, f.reason_code, f.accepted
from issued_card c join feedback f on f.card = c.card
