-- An alert's page says who was told of it: by its notices, and by their deliveries.
create index notice_alerts on notice using gin (alert_ids);
create index channel_delivery_notice on channel_delivery (notice_id) where notice_id is not null;

-- What happened before to an alert that has no rule: what its sender calls the same.
create index alert_fingerprint on alert (fingerprint, fired_at desc) where rule_id is null and status <> 'pending';
