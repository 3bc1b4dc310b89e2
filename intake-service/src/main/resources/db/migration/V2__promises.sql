-- Until when something is promised that a person has to do: an intake record, a callback that is owed. What is past it is
-- overdue. The version before this one neither fills nor clears it, so who asks looks at the stage as well, and a contact
-- that it opens while both run has none until it next changes.
alter table contact add column promised_at timestamptz;
update contact
   set promised_at = (case stage when 'owed' then data #>> '{stage,dueAt}'
                                 else data #>> '{stage,opening,recordDueAt}' end)::timestamptz
 where stage = 'owed' or (stage = 'open' and not closed);
create index contact_promised on contact (promised_at) where promised_at is not null;
