-- Forgetting looks for what is older than remember-for, once a minute, and is to look at nothing else. A BRIN index keeps
-- the oldest time of a range of pages for ever, also when what was so old has been forgotten and newer rows stand in its
-- place: after one time of remembering every range seems to hold something old, and the whole inbox is looked through each
-- time. All rows of one transaction have one time, so in a B-tree they share an entry.
create index inbox_received_at on inbox (received_at);
drop index inbox_received;
create index http_request_received_at on http_request (received_at);
