-- For counting what is open or owed, and nothing else. Its condition is in words of its own, those of ContactReading's
-- queries: while it said "live or ...", PostgreSQL also read it for one customer's live contacts, all of it for each
-- customer of a batch, whenever its statistics came from a time when nothing was live. The version before this one counts
-- without an index while both run.
drop index contact_stage;
create index contact_stage on contact (stage, arrival desc) where coalesce(live or stage = 'owed', false);
