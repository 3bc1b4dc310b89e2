-- A case that has been escalated: the row whose lock serialises all that happens to its orders, and the number of the
-- last event announced about it.
create table escalated_case (
    case_id      uuid primary key,
    sequence     bigint not null default 0,
    abandoned_at timestamptz
) with (fillfactor = 80);

-- One main work order per escalation, which gives it its id. What never changes stands in request, what only its state
-- knows in data; what is searched for has a column.
create table work_order (
    id              uuid primary key,
    case_id         uuid not null,
    department      text not null,
    grade           text not null,
    service_line    text not null,
    region          text not null,
    state           text not null,
    submission      integer not null,
    revision        integer not null,
    overdue         boolean not null,
    next_due_at     timestamptz,
    next_due_what   text,
    opened_at       timestamptz not null,
    updated_at      timestamptz not null,
    version         bigint not null,
    trace_parent    text,
    request         jsonb not null,
    data            jsonb not null
) with (fillfactor = 80);

-- What the watch asks for, and what is due next. Orders without a pending deadline cost it nothing.
create index work_order_due on work_order (next_due_at, id) where next_due_at is not null;
create index work_order_of_case on work_order (case_id);
create index work_order_opened on work_order (opened_at, id);
create index work_order_open on work_order (department, opened_at, id) include (state, overdue)
    where state not in ('resolved', 'cancelled');
