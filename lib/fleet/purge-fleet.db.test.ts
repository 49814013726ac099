import { expect, test } from "vitest";
import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { purgeFleet } from "#lib/fleet/purge-fleet";
import { addServer } from "#lib/fleet/testing/fleet";

const db = testDatabase();

test("each kind of report goes when it is older than its own retention, and not before", async () => {
  const { id } = await addServer(db);
  for (const at of [fromNoon({ days: -35 }), fromNoon({ days: -35, seconds: -1 })])
    await db.rows(sql`insert into node_sample (node_server_id, at, cpu_percent) values (${id}, ${at}, 1)`, z.object({}));
  for (const at of [fromNoon({ days: -90 }), fromNoon({ days: -90, seconds: -1 })])
    await db.rows(sql`insert into node_detect_log (node_server_id, uid, rule_id, at) values (${id}, 1, 1, ${at})`, z.object({}));
  for (const [uid, at] of [
    [1, fromNoon({ days: -1 })],
    [2, fromNoon({ days: -1, seconds: -1 })],
  ] as const)
    await db.rows(sql`insert into node_online_user values (${id}, ${uid}, '{192.0.2.1}', ${at})`, z.object({}));
  expect(await purgeFleet(testContext(db, { now: noon }))).toEqual({ samples: 1, detections: 1, onlineUsers: 1 });
  expect(await purgeFleet(testContext(db, { now: noon }))).toEqual({ samples: 0, detections: 0, onlineUsers: 0 });
});
