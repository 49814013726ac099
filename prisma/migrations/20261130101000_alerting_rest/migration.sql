-- The end of a silence is noted once, and what it muted is heard again once by whoever is told of it.

alter table silence
  add column created_by_user_id uuid references app_user (id) on delete set null,   -- who is written to; null: a key, or gone
  add column ended_at timestamptz;                      -- when its end was noted, with everything that follows from it
-- Ends of the past are nobody's news.
update silence set ended_at = to_at where to_at <= now();
create index silence_end_unnoted on silence (to_at) where ended_at is null;

-- The last silence that ended while the alert fired.
alter table alert add column silence_over_id uuid;
-- The one that the channel knows of. Another one than the alert's: it is told again.
alter table alert_told add column told_silence_id uuid;
