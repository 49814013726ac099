-- Each nextval gives a process a block of ids (lib/telemetry/internal/take-ids knows the sizes).
alter sequence peer_connections_id_seq increment by 64;
alter sequence substrate_logs_id_seq increment by 8192;

-- The arrays of a batch are read once, within seconds: compressing them costs more than it saves.
alter table substrate_log_delta alter column peer_ids set storage external, alter column msgs set storage external,
  alter column days set storage external, alter column audits set storage external, alter column qtys set storage external,
  alter column min_created_ats set storage external, alter column max_created_ats set storage external;
