-- Settings that somebody changed. What the values mean, their defaults and bounds stand in lib/settings/declarations.ts;
-- a row whose value is null was reset to the default and remembers by whom. The sum of all versions is the revision.
create table setting (
  key text primary key,
  value jsonb,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by text not null
);
