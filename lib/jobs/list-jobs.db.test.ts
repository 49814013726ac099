import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { countBuffers } from "#lib/core/testing/count-buffers";
import { testDatabase } from "#lib/core/testing/database";
import { noon } from "#lib/core/testing/instants";
import { listJobRuns } from "#lib/jobs/list-job-runs";
import { listJobs } from "#lib/jobs/list-jobs";

const db = testDatabase();
const jobCount = 20;
const runsOfEach = 2_500;

beforeAll(async () => {
  await db.rows(
    sql`
    insert into job_definition (name, description, schedule, timeout_ms, start_within_ms, registered_at)
    select 'test.job-' || j, 'Test.', '{"everySeconds": 60}', 60000, 60000, ${noon}::timestamptz from generate_series(1, ${jobCount}::int) j returning 1`,
    z.unknown(),
  );
  await db.rows(
    sql`
    insert into job_run (job, slot, due_at, started_at, finished_at, status, attempt, result, error)
    select 'test.job-' || j, g::text, at, at, at + interval '40 ms', case when g = 2000 then 'failed' else 'succeeded' end, 1,
      '{"deleted": 1}', case when g = 2000 then 'broke' end
    from generate_series(1, ${jobCount}::int) j, generate_series(0, ${runsOfEach - 1}::int) g,
      lateral (select ${noon}::timestamptz - g * interval '1 minute' as at) t returning 1`,
    z.object({}),
  );
  await db.pool.query(`insert into job_process values (gen_random_uuid(), 'here', $1, $1)`, [noon]);
  await db.pool.query("vacuum analyze job_run");
});

test("50,000 runs: every job with its last 30, read by index alone", async () => {
  const { items } = await listJobs(testContext(db), {});
  expect(items).toHaveLength(jobCount);
  for (const { state, recentRuns, lastEnded } of items) {
    expect([state, recentRuns.length, lastEnded?.dueAt]).toEqual(["ok", 30, noon.toISOString()]);
    expect(recentRuns[29]?.dueAt).toBe(new Date(noon.getTime() - 29 * 60_000).toISOString());
  }
  // Some pages of the index and of the table for each job, where a scan would read all of some thousand.
  expect(await countBuffers(db, (counted) => listJobs(testContext(counted), {}))).toBeLessThan(jobCount * 60);
});

test("the one failure among thousands of successes is found by index", async () => {
  const only = { name: "test.job-7", status: "failed" as const };
  expect((await listJobRuns(testContext(db), only)).items).toMatchObject([{ status: "failed", error: "broke" }]);
  expect(await countBuffers(db, (counted) => listJobRuns(testContext(counted), only))).toBeLessThan(30);
});
