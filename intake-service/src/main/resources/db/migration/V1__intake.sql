-- Who calls. Everything personal is sealed under a key of the customer's own, which is wrapped by the master key.
create table customer (
    customer_ref   text collate "C" primary key,
    wrapped_key    bytea not null,
    profile_digest bytea,
    sealed_profile bytea,
    traits         jsonb,
    created_at     timestamptz not null default now()
) with (fillfactor = 80);

-- One call, from its first ring on, and the case it may have become: one id for both.
create table contact (
    id               uuid primary key,
    arrival          bigint generated always as identity,
    platform         text not null,
    root_call_id     text not null,
    customer_ref     text collate "C",
    caller_index     bytea,
    stage            text not null,
    data             jsonb not null,
    live             boolean not null default false,
    closed           boolean not null default false,
    agent_id         text,
    service_line     text,
    symptom_code     text,
    through_at       timestamptz,
    next_due_at      timestamptz,
    departments      text[] not null default '{}',
    sealed_words     bytea,
    words_of         text collate "C",
    sequence         bigint not null default 0,
    version          bigint not null default 0,
    trace_parent     text,
    created_at       timestamptz not null,
    updated_at       timestamptz not null
) with (fillfactor = 80);
create unique index contact_arrival on contact (arrival);
create index contact_due on contact (next_due_at) where next_due_at is not null;
create index contact_owed on contact (customer_ref) where stage = 'owed';
create index contact_live on contact (customer_ref, arrival desc) where live;
create index contact_through on contact (customer_ref, through_at desc) where through_at is not null;
create index contact_caller on contact (caller_index) where caller_index is not null;
create index contact_stage on contact (stage, arrival desc) where live or next_due_at is not null or stage = 'owed';

-- Who looked at whose personal data, why and when. Only ever added to.
create table access_audit (
    id           bigint generated always as identity primary key,
    at           timestamptz not null,
    who          text not null,
    role         text not null,
    what         text not null,
    customer_ref text not null,
    case_id      uuid,
    reason       text not null
);
create index access_audit_customer on access_audit (customer_ref, id desc);

-- Whose a category is (manual §3.1.4). Technical support's own have no row; people administer it.
create table desk (
    category   text primary key,
    desk       text not null,
    version    bigint not null default 0
);
insert into desk (category, desk) values ('BILLING', 'billing'), ('OTHER', 'customer-service');
