-- Processes that run jobs say every 10 s that they live; one that stops in order takes its row along.
create table job_process (
  id uuid primary key,
  name text not null,                                   -- host and process id, for people
  started_at timestamptz not null,
  seen_at timestamptz not null
);

-- The history of one job, only its failures: among thousands of successes they are few.
create index job_run_failed on job_run (job, due_at desc, id desc) where status = 'failed';

-- ── audit ───────────────────────────────────────────────────────────────────────────────────
-- Newest first by time, the id decides within one instant. One index for each filter of the page; the two former ones,
-- which were ordered by id, go.
create index audit_log_time on audit_log (at desc, id desc);
create index audit_log_action on audit_log (action, at desc, id desc);
create index audit_log_kind on audit_log (subject_kind, at desc, id desc);
create index audit_log_thing on audit_log (subject_id, subject_kind, at desc, id desc);
create index audit_log_actor_time on audit_log (actor_id, at desc, id desc);
create index audit_log_actor_label on audit_log (actor_label, at desc, id desc);
drop index audit_log_subject;
drop index audit_log_actor;
