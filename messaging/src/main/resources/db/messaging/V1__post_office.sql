-- The post office of one service: its clock, what it is about to say, what it has heard, what it could not take.

-- Suite time. Normally wall time; under test and replay it may run ahead or stand still.
create table suite_clock (
    only_row   boolean primary key default true check (only_row),
    ahead      interval not null default interval '0',
    stopped_at timestamptz
);
insert into suite_clock default values;

create function suite_time(wall timestamptz) returns timestamptz language sql stable as
$$ select coalesce(stopped_at, wall + ahead) from suite_clock $$;

create function suite_now() returns timestamptz language sql volatile as
$$ select suite_time(clock_timestamp()) $$;

-- What was decided and is not yet on its topic. The column names are those Debezium's event router expects, so that it
-- can take the relay's place: aggregatetype is the topic, aggregateid the key.
-- The id is drawn while the aggregate's row is locked (cache 1), so ids rise in commit order within a key.
create table outbox (
    id            bigint generated always as identity (cache 1) primary key,
    shard         smallint not null,
    aggregatetype text not null,
    aggregateid   text not null,
    eventid       text not null,
    type          text not null,
    sequence      bigint not null,
    causationid   text,
    traceparent   text,
    at            timestamptz not null,
    payload       bytea not null check (octet_length(payload) <= 65536)
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);

-- What was heard: the identity of a CloudEvent is (source, id). Kept longer than any topic that is read.
create table inbox (
    source      text collate "C" not null,
    id          text collate "C" not null,
    received_at timestamptz not null default now(),
    primary key (source, id)
);
create index inbox_received on inbox using brin (received_at);

-- What could not be worked on. The bytes are sealed; reason, position and hash may be shown. Position -1: it did not come
-- off a topic. Admitted: its identity is in the inbox already, because it was held before it proved to be broken;
-- such a one blocks nothing and has no key_hash.
create table dead_letter (
    id           bigint generated always as identity primary key,
    route        text not null,
    topic        text not null,
    partition_no integer not null,
    position     bigint not null,
    key_hash     text,
    reason       text not null,
    sha256       text not null,
    sealed       bytea not null,
    admitted     boolean not null default false,
    state        text not null default 'open' check (state in ('open', 'retried', 'discarded')),
    dead_at      timestamptz not null,
    settled_at   timestamptz,
    settled_by   text
);
create unique index dead_letter_of_record on dead_letter (topic, partition_no, position, sha256) where position >= 0;
create index dead_letter_blocking on dead_letter (topic, key_hash) where state = 'open';

-- What stands behind an open dead letter of the same key, in order.
create table parked (
    id           bigint generated always as identity primary key,
    route        text not null,
    topic        text not null,
    partition_no integer not null,
    position     bigint not null,
    key_hash     text not null,
    sha256       text not null,
    sealed       bytea not null,
    parked_at    timestamptz not null,
    unique (topic, partition_no, position, sha256)
);
create index parked_behind on parked (topic, key_hash, id);

-- Events that came before their cause. Tried again when it arrives; and by wall time at try_at, because a cause that
-- commits in the same instant does not see them. held_at is suite time.
create table held (
    id          bigint generated always as identity primary key,
    route       text not null,
    waiting_for text not null,
    sealed      bytea not null,
    held_at     timestamptz not null,
    tries       integer not null default 0,
    try_at      timestamptz not null default clock_timestamp() + interval '1 second',
    alarmed     boolean not null default false
);
create index held_waiting on held (waiting_for);
create index held_due on held (try_at);
create index held_unalarmed on held (held_at) where not alarmed;

-- Requests that create something and carried an Idempotency-Key.
create table http_request (
    principal   text not null,
    key         text not null,
    fingerprint text not null,
    resource    text not null,
    received_at timestamptz not null default now(),
    primary key (principal, key)
);
