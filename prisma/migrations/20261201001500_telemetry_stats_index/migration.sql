-- Adding up asks for whole keys. While the day is young the planner knows nothing of it and takes either index for as good as
-- the other: so both hold the whole key, and none of them goes through all peers that have the type.
create index substrate_log_stats_by_msg_and_peer on substrate_log_stats (msg, day, peer_id, audit);
drop index substrate_log_stats_by_msg;
