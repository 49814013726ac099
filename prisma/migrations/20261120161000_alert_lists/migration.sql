-- Counts beside the list of alerts: everything that they group by, so that the rows themselves are not read. The last two
-- are included, not keys: what a person or a silence changes keeps its place.
create index alert_counted on alert (status, severity, source) include (acknowledged_at, muted_by) where status <> 'pending';
