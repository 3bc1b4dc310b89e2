-- What was heard stands in the order in which it was said: our own events by their time, which says them again with them.
-- By (source, id) alone, whose ids are as good as random, each row touched a page of its own of an index of gigabytes, and
-- with a million closed cases that was most of what a case cost more than in an empty system. What others say may come
-- again with another time; it stands by its identity alone.
alter table inbox rename to inbox_before;
alter table inbox_before rename constraint inbox_pkey to inbox_before_pkey;
alter index inbox_received_at rename to inbox_before_received_at;

create table inbox (
    said_at     timestamptz not null,
    source      text collate "C" not null,
    id          text collate "C" not null,
    received_at timestamptz not null default now(),
    primary key (said_at, source, id)
);
create index inbox_received_at on inbox (received_at);

comment on table inbox_before is 'What was heard before there were times in the inbox; still asked, empty once it is forgotten';
