-- One row per case. The state's own fields stand in data; what is searched for stands in columns.
create table diagnosis (
    case_id     uuid primary key,
    state       text not null default 'AWAITED',
    data        jsonb not null default '{}',
    round       integer not null default 0,
    handling    text,
    sequence    bigint not null default 0,
    version     bigint not null default 0,
    next_due_at timestamptz,
    trace_parent text,
    updated_at  timestamptz not null
) with (fillfactor = 80);

-- Cancelling a deadline is a next state without one.
create index diagnosis_due on diagnosis (next_due_at) where next_due_at is not null;
create index diagnosis_listed on diagnosis (state, case_id);

-- Reference data: every version of every pack stays, because a diagnosis keeps the version it began with.
create table knowledge_pack (
    id         text not null,
    version    integer not null,
    content    text not null,
    written_by text not null,
    written_at timestamptz not null,
    primary key (id, version)
);

-- How often each cause was confirmed when a case was closed (manual §1.3).
create table confirmed_cause (
    cause text primary key,
    cases bigint not null
);
