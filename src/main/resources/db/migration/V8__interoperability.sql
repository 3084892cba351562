-- What of calls did not fit: scopes, prefetch, orders and codes. Nothing of it is about a patient.
create table daily_note (
    on_day date not null,
    client varchar(200) not null,
    service varchar(100) not null,
    -- scope, prefetch, order, result_code or order_code
    kind varchar(20) not null,
    -- A type of resource, a prefetch key with the parameter that is narrower, a test, or a code with its system.
    name varchar(200) not null,
    calls bigint not null,
    primary key (on_day, client, service, kind, name)
);
