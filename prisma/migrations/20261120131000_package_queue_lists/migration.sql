-- The operator's list of queue items: filtered, ordered and counted without reading history.

create index package_queue_position on package_queue (position);
create index package_queue_status on package_queue (status, position);
create index package_queue_package_status on package_queue (package_id, status, position);
drop index package_queue_package;                                -- begins the one above

-- How many items a package has in each status: `items` here plus the changes below that were not added up yet. Changes
-- are rows of their own, so that two who sell the same package never wait for each other or deadlock.
create table package_queue_count (
  package_id uuid not null,
  status text not null,
  items bigint not null,
  primary key (package_id, status)
);
create table package_queue_change (
  package_id uuid not null,
  status text not null,
  change bigint not null
);

create function count_package_queue() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into package_queue_change (package_id, status, change)
    select package_id, status, count(*) from new_items group by 1, 2;
  elsif tg_op = 'DELETE' then
    insert into package_queue_change (package_id, status, change)
    select package_id, status, -count(*) from old_items group by 1, 2;
  else
    -- Most updates add billed bytes and change no status: they write nothing here.
    insert into package_queue_change (package_id, status, change)
    select package_id, status, sum(change) from (
      select package_id, status, 1 as change from new_items union all select package_id, status, -1 from old_items) c
    group by 1, 2 having sum(change) <> 0;
  end if;
  return null;
end $$;

-- Each locks out writers of package_queue until COMMIT: what is counted below is all there is.
create trigger package_queue_inserted after insert on package_queue
  referencing new table as new_items for each statement execute function count_package_queue();
create trigger package_queue_updated after update on package_queue
  referencing old table as old_items new table as new_items for each statement execute function count_package_queue();
create trigger package_queue_deleted after delete on package_queue
  referencing old table as old_items for each statement execute function count_package_queue();
insert into package_queue_count (package_id, status, items) select package_id, status, count(*) from package_queue group by 1, 2;
