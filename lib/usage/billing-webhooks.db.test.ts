import { expect, test } from "vitest";
import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { createWebhook } from "#lib/notifications/create-webhook";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { billTraffic } from "#lib/usage/bill-traffic";
import { makeLedgerFleet } from "#lib/usage/testing/ledger-fleet";
import { writeLines } from "#lib/usage/testing/write-lines";

const db = testDatabase();
const ctx = testContext(db);
testEnvironment({ FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.1" });

const Pair = z.object({ deliveries: column.count, events: column.count, endpoints: column.count, as_written: column.count });

test("every billing event is written for every endpoint, exactly once, also when billing runs beside itself", async () => {
  const fleet = await makeLedgerFleet(db, [["1"], ["2"]], 4);
  for (let count = 0; count < 2; count++) await createWebhook(ctx, { url: "http://127.0.0.1:9/", eventTypes: ["UserUsageBillingEvent"] });
  const lines = fleet.users.flatMap(({ uid }) =>
    fleet.servers.map(({ clients }) => ({
      uid,
      nodeClientId: clients[0]?.id ?? 0,
      at: fromNoon({ hours: -1 }),
      upload: 5n,
      download: 7n,
    })),
  );
  await writeLines(db, noon, lines);
  await Promise.all([billTraffic(ctx, { linesAtOnce: 3 }), billTraffic(ctx, { linesAtOnce: 3 }), billTraffic(ctx, { linesAtOnce: 3 })]);
  await billTraffic(ctx);
  const [pair] = await db.rows(
    sql`select count(*) as deliveries, (select count(*) from billing_event) as events, count(distinct d.target_id) as endpoints,
      count(*) filter (where d.payload -> 'data' = e.payload and d.payload ->> 'seq' = e.seq::text and d.topic = e.type) as as_written
    from delivery d join billing_event e on e.id = d.message_id`,
    Pair,
  );
  const events = pair?.events ?? 0;
  expect(events).toBeGreaterThanOrEqual(8);
  expect(pair).toEqual({ deliveries: events * 2, events, endpoints: 2, as_written: events * 2 });
});
