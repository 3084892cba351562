-- With how many keys the hashes of a card were made: rls.former-patient-keys and rls.patient-key. rekey-feedback applies
-- those that are missing.
alter table issued_card add column key_count smallint default 1 not null;

-- The keys that this database was used with, as check values that do not reveal them.
create table used_patient_key (
    check_value varchar(100) primary key,
    key_count smallint not null
);

-- The tables that move-feedback has filled, with their rows.
create table moved_table (
    name varchar(100) primary key,
    row_count bigint not null
);
