-- How bad an alert was when its channel was told that it fires: what is worse since is told once more.
alter table alert_told add column told_severity text;
-- It became worse while a route led here: that is told here too, also when its routes lead elsewhere since.
alter table alert_told add column is_raise_owed boolean not null default false;
update alert_told t set told_severity = a.severity from alert a where a.id = t.alert_id and t.told_reopen_count is not null;
