import { type Sql, sql } from "#lib/core/sql";

/** First half of the advisory lock of a job ("jobs"); the second is the name's hash. */
const jobLock = 0x6a6f6273;

/**
 * An operator's command holds a job exclusively for as long as its session lives; a runner takes the lock shared for the one
 * statement that starts a run. So a command sees every run that began before it, and none begins while it works.
 */
export function tryExclusive(job: string): Sql {
  return sql`pg_try_advisory_lock(${jobLock}::int, hashtext(${job}))`;
}

export function tryShared(job: string): Sql {
  return sql`pg_try_advisory_xact_lock_shared(${jobLock}::int, hashtext(${job}))`;
}

/** Whether a living command holds the job whose name the expression gives. */
export function commandHolds(job: Sql): Sql {
  return sql`exists (
    select from pg_locks l join pg_database d on d.oid = l.database
    where d.datname = current_database() and l.locktype = 'advisory' and l.mode = 'ExclusiveLock' and l.granted
      and l.classid::bigint = ${jobLock}::bigint and l.objid::bigint = (hashtext(${job})::bigint & 4294967295))`;
}
