-- The processes that use this database, with what all of them must have in common as check values: see Replicas.
create table replica (
    -- Chosen by each process when it starts.
    id varchar(36) primary key,
    seen_at timestamp(6) with time zone not null,
    version varchar(100) not null,
    patient_key varchar(100) not null,
    knowledge varchar(300) not null,
    site varchar(100) not null
);
