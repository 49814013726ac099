import { beforeEach, expect, test, vi } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { beginWatch, readChangedNodes } from "#lib/telemetry/read-changed-nodes";
import { keepNode } from "#lib/telemetry/testing/kept-telemetry";

const db = testDatabase();

beforeEach(() => db.pool.query("truncate telemetry_node, peer_connections").then(() => {}));

/** A watch of its own: each look answers `peer height` of what it read. */
async function watcher(): Promise<() => Promise<string[]>> {
  let next = await beginWatch(db);
  return async () => {
    const look = await readChangedNodes(db, next);
    next = look.next;
    return look.nodes.map(({ peerId, bestHeight }) => `${peerId} ${bestHeight}`).sort();
  };
}
const raise = "update telemetry_node set best_height = best_height + 1, changed_at = clock_timestamp() where peer_id = $1";

async function beginRaise(peerId: string, { isSavepoint = false } = {}) {
  const client = await db.pool.connect();
  await client.query("begin");
  if (isSavepoint) await client.query("savepoint s");
  await client.query(raise, [peerId]);
  if (isSavepoint) await client.query("release s");
  return {
    async commit() {
      await client.query("commit");
      client.release();
    },
  };
}

test("a change is read no more once it was, though the look goes back behind its stamp", async () => {
  for (const peerId of ["a", "b"]) await keepNode(db, { peerId, bestHeight: 1n });
  // Later than any look goes back.
  await db.pool.query("update telemetry_node set changed_at = now() + interval '1 hour'");
  const look = await watcher();
  // A transaction of another database may be older: until it is over they are read again.
  const quiet = () => vi.waitFor(async () => expect(await look()).toEqual([]), 20_000);
  await quiet();
  await db.pool.query("update telemetry_node set best_height = 2 where peer_id = 'b'");
  expect(await look()).toContain("b 2");
  await quiet();
}, 60_000);

test("what is committed after a look that could not see it is read, also of a subtransaction", async () => {
  for (const peerId of ["a", "b", "c"]) await keepNode(db, { peerId, bestHeight: 1n });
  const look = await watcher();
  const [early, late] = [await beginRaise("a"), await beginRaise("b", { isSavepoint: true })];
  await db.pool.query(raise, ["c"]);
  expect(await look()).toContain("c 2");
  await late.commit();
  expect(await look()).toContain("b 2");
  await early.commit();
  expect(await look()).toContain("a 2");
});

test("many writers: who looks again and again knows each node as it is in the end", async () => {
  const peers = Array.from({ length: 8 }, (_, index) => `peer ${index}`);
  for (const peerId of peers) await keepNode(db, { peerId, bestHeight: 0n });
  const look = await watcher();
  const told = new Map<string, number>();
  const note = (lines: string[]) => {
    for (const line of lines) told.set(line.slice(0, 6), Number(line.slice(7)));
  };
  let writers = 4;
  const write = async (seed: number) => {
    for (let round = 0; round < 40; round++) {
      const change = await beginRaise(peers[(seed * 3 + round) % peers.length] ?? "", { isSavepoint: round % 3 === 0 });
      await new Promise((resolve) => setTimeout(resolve, (seed * 7 + round * 5) % 9));
      await change.commit();
    }
    writers--;
  };
  const looking = async () => {
    while (writers > 0) note(await look());
  };
  await Promise.all([...[0, 1, 2, 3].map(write), looking()]);
  note(await look());
  const { rows } = await db.pool.query("select peer_id, best_height::int as height from telemetry_node order by 1");
  expect(rows.map(({ peer_id, height }) => [peer_id, height])).toEqual([...told].sort());
});
