-- Ids that must not come twice before they expire, shared by all replicas: hashes of the jti of tokens.
create table seen_id (
    id uuid primary key,
    expires_at timestamp(6) with time zone not null
);
create index seen_id_time on seen_id (expires_at);
