create table account (id text primary key, sequence bigint not null default 0, opened boolean not null default false);
create table journal (id bigint generated always as identity primary key, account text not null, n integer not null);
