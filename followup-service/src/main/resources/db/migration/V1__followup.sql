-- A case as followup follows it. The row is made by whatever is heard of the case first.
create table followup_case (
    case_id      uuid primary key,
    status       text not null default 'open' check (status in ('open', 'closed')),
    phase        text not null default 'watching',
    data         jsonb,
    sequence     bigint not null default 0,
    version      bigint not null default 0,
    customer_ref text,
    owner        text,
    owner_id     text,
    next_step    text,
    due_at       timestamptz,
    next_due_at  timestamptz,
    trace_parent text,
    opened_at    timestamptz,
    updated_at   timestamptz
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
create index followup_case_due on followup_case (next_due_at) where next_due_at is not null;
create index followup_case_opened on followup_case (opened_at, case_id);
create index followup_case_open on followup_case (opened_at, case_id) where status = 'open';
comment on column followup_case.data is 'the domain''s record; null until the first event is decided on';
comment on column followup_case.next_due_at is 'when the watch must look at it again';

-- What every service said of a case, as it was said. Written once, read in the order the domain gives it.
create table story (
    case_id      uuid not null,
    publisher    text not null,
    number       bigint not null,
    type         text not null,
    at           timestamptz not null,
    causation_id text,
    data         jsonb not null,
    primary key (case_id, publisher, number)
);

-- What customers are to be told. Holds no personal data: whom to tell is asked at the moment of sending.
create table notice (
    case_id    uuid not null,
    number     integer not null,
    about      text not null,
    state      text not null default 'PENDING'
               check (state in ('PENDING', 'SENDING', 'DELIVERED', 'FAILED', 'OVERTAKEN')),
    facts      jsonb not null,
    due_at     timestamptz not null,
    try_after  timestamptz not null default clock_timestamp(),
    attempts   integer not null default 0,
    trouble    text,
    settled_at timestamptz,
    primary key (case_id, number)
) with (fillfactor = 80);
create index notice_due on notice (due_at) where state in ('PENDING', 'SENDING');
create unique index notice_one_progress on notice (case_id) where about = 'PROGRESS' and state = 'PENDING';
comment on column notice.due_at is 'suite time: not before';
comment on column notice.try_after is 'wall time, for it is about machines: end of a sender''s lease, or of a pause after a failure';

-- What a person must do because a machine could not.
create table task (
    id         uuid primary key,
    case_id    uuid not null,
    kind       text not null check (kind in ('NOTICE_FAILED', 'CALLBACK_OVERDUE')),
    subject    text not null,
    state      text not null default 'OPEN' check (state in ('OPEN', 'DONE')),
    outcome    text,
    version    bigint not null default 1,
    due_at     timestamptz not null,
    created_at timestamptz not null,
    done_at    timestamptz,
    done_by    text,
    unique (case_id, kind, subject)
);
create index task_open on task (created_at, id) where state = 'OPEN';
create index task_created on task (created_at, id);

-- The words of notices; supervisors edit them.
create table notice_template (
    id        text primary key,
    about     text not null,
    language  text not null,
    text      text not null,
    version   bigint not null default 1,
    edited_by text,
    unique (about, language)
);
