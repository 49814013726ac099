import { beforeAll, expect, test } from "vitest";
import { listAlerts } from "#lib/alerting/list-alerts";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { type Sql, sql } from "#lib/core/sql";
import { countBuffers } from "#lib/core/testing/count-buffers";
import { testDatabase } from "#lib/core/testing/database";
import { noon } from "#lib/core/testing/instants";

const db = testDatabase();
/** A scan of them reads a thousand pages. */
const alertCount = 20_000;
const buffersOf = (filter: Parameters<typeof listAlerts>[1]) =>
  countBuffers(db, (counted) => listAlerts(testContext(counted, { actor: keyActor(["monitoring:read"]) }), filter));

beforeAll(async () => {
  const write: Sql = sql`
    insert into alert (fingerprint, status, severity, source, title, message, resource_type, resource_id, started_at, fired_at, resolved_at, last_seen_at)
    select 'made/' || n, case when n % 20 = 0 then 'firing' else 'resolved' end, (array['critical', 'warning', 'info'])[1 + n % 3], 'node',
      'Node ' || n % 500 || ' is offline', 'It is not heard', 'node_server', (n % 500)::text, at, at,
      case when n % 20 <> 0 then at + interval '1 minute' end, at
    from generate_series(1, ${alertCount}::int) n, lateral (select ${noon}::timestamptz - n * interval '20 minutes' as at) t`;
  await db.prisma.$executeRaw(write);
  await db.pool.query("vacuum analyze alert");
});

test.each([
  ["the newest", {}, 100],
  ["what fires", { status: "firing" as const }, 100],
  ["a resource, counted", { resourceType: "node_server", resourceId: "77", facets: "true" as const }, 150],
  ["a resource's newest five", { resourceType: "node_server", resourceId: "77", limit: 5 }, 30],
  ["words, counted", { text: "node 77", facets: "true" as const }, 250],
])("%s: no more pages are read than the answer needs", async (_, filter, atMost) => {
  expect(await buffersOf(filter)).toBeLessThan(atMost);
});
