-- Reference data that operations administer; the starter data are imported once (starter_data tells) and never again.
create table starter_data (
    version     integer primary key,
    imported_at timestamptz not null default now()
);

create table department (
    id           text primary key,
    name_zh      text not null,
    name_en      text not null,
    takes_orders boolean not null,
    version      bigint not null
);

create table routing_rule (
    id           text primary key,
    category     text,
    service_line text,
    grade        text,
    fault_class  text,
    region       text,
    department   text not null references department (id) deferrable initially deferred,
    alternative  text references department (id) deferrable initially deferred,
    version      bigint not null
);

create table deadline_policy (
    grade               text primary key,
    acknowledge_seconds bigint not null,
    resolve_seconds     bigint not null,
    warn_percent        integer not null,
    reopened_percent    integer not null,
    answer_seconds      bigint not null,
    complete_seconds    bigint not null,
    call_back_seconds   bigint not null,
    close_seconds       bigint not null,
    factors             text not null,
    ladder              text not null,
    version             bigint not null
);
