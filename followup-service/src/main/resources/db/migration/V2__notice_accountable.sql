-- Who was accountable when a notice was decided: what its customer-informed says, whatever has happened since.
alter table notice add column accountable jsonb;
comment on column notice.accountable is 'null of a notice that was decided before this column was';
