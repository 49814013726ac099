import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { showPeerReputation } from "#lib/telemetry/show-peer-reputation";
import { showReputation } from "#lib/telemetry/show-reputation";
import { keepReport } from "#lib/telemetry/testing/kept-reputation";
import { keepDays, keepNode } from "#lib/telemetry/testing/kept-telemetry";

const db = testDatabase();
const reader = testContext(db, { actor: keyActor(["telemetry:read"]) });
const outsider = testContext(db, { actor: keyActor(["telemetry:write"]) });

beforeAll(() => keepDays(db, 3, 1));
beforeEach(async () => {
  await db.pool.query("truncate telemetry_node, peer_connections, peer_reputation, peer_reputation_report");
});

async function change(remote: string, reporting: string, at: Date, reputation: number, connected = true): Promise<void> {
  await db.rows(
    sql`insert into peer_reputation (remote_peer, reporting_peer, ts, received_at, reputation, connected)
      values (${remote}, ${reporting}, ${at}::timestamptz, ${at}::timestamptz, ${reputation}::int, ${connected}) returning 1`,
    z.unknown(),
  );
}

describe("the matrix", () => {
  beforeEach(async () => {
    await keepNode(db, { peerId: "a", name: "node a" });
    await keepNode(db, { peerId: "b", name: "node b" });
    await keepReport(db, "a", fromNoon({ seconds: -10 }), [
      ["b", 5, true],
      ["stranger", -2_147_483_648, false],
    ]);
    await keepReport(db, "b", fromNoon({ seconds: -20 }), [["a", 7, true]]);
    await keepReport(db, "old", fromNoon({ seconds: -60 }), [["a", 1, true]]);
  });

  test("newest report of each peer within a minute, with names", async () => {
    expect(await showReputation(reader, {})).toEqual({
      at: noon.toISOString(),
      lastReportAt: fromNoon({ seconds: -10 }).toISOString(),
      peers: [
        { peerId: "a", name: "node a" },
        { peerId: "b", name: "node b" },
        { peerId: "stranger", name: null },
      ],
      reports: [
        {
          reporter: 0,
          ts: fromNoon({ seconds: -10 }).toISOString(),
          receivedAt: fromNoon({ seconds: -10 }).toISOString(),
          remotes: [1, 2],
          reputations: [5, -2_147_483_648],
          connecteds: [true, false],
        },
        expect.objectContaining({ reporter: 1, remotes: [0], reputations: [7] }),
      ],
    });
  });

  test("only peers that report to us; longer ago; fewer", async () => {
    const known = await showReputation(reader, { known: "true" });
    expect(known.reports.map(({ remotes, reputations }) => [remotes, reputations])).toEqual([
      [[1], [5]],
      [[0], [7]],
    ]);
    expect((await showReputation(reader, { maxAgeS: 61 })).reports).toHaveLength(3);
    expect((await showReputation(reader, { limit: 1 })).reports).toHaveLength(1);
    expect(await showReputation(reader, { maxAgeS: 5 })).toMatchObject({
      lastReportAt: fromNoon({ seconds: -10 }).toISOString(),
      peers: [],
      reports: [],
    });
  });

  test("a report that names only strangers stays, empty", async () => {
    await keepReport(db, "a", noon, [["stranger", 1, true]]);
    expect((await showReputation(reader, { known: "true" })).reports[0]).toMatchObject({ remotes: [], reputations: [], connecteds: [] });
  });
});

test("no node reports reputation: the answer says so", async () => {
  expect(await showReputation(reader, {})).toEqual({ at: noon.toISOString(), lastReportAt: null, peers: [], reports: [] });
});

describe("of one peer", () => {
  test("what each says now, and how it changed; not what the peer itself says of others", async () => {
    await keepNode(db, { peerId: "a", name: "node a" });
    await keepReport(db, "a", noon, [
      ["other", 1, true],
      ["peer", -256, false],
    ]);
    await keepReport(db, "peer", noon, [["a", 99, true]]);
    await change("peer", "a", fromNoon({ hours: -2 }), 0);
    await change("peer", "a", fromNoon({ hours: -1 }), -256, false);
    await change("peer", "gone", fromNoon({ hours: -3 }), 4);
    await change("peer", "a", fromNoon({ hours: -25 }), 1);
    await change("a", "peer", fromNoon({ hours: -1 }), 99);
    expect(await showPeerReputation(reader, { peerId: "peer" })).toEqual({
      from: "2026-11-19T12:00:00.000000Z",
      to: "2026-11-20T12:00:00.000000Z",
      isCut: false,
      reporters: [
        {
          reportingPeer: "a",
          reporterName: "node a",
          now: { ts: noon.toISOString(), reputation: -256, connected: false },
          history: [
            { ts: fromNoon({ hours: -2 }).toISOString(), reputation: 0, connected: true },
            { ts: fromNoon({ hours: -1 }).toISOString(), reputation: -256, connected: false },
          ],
        },
        {
          reportingPeer: "gone",
          reporterName: null,
          now: null,
          history: [{ ts: fromNoon({ hours: -3 }).toISOString(), reputation: 4, connected: true }],
        },
      ],
    });
  });

  test("what has been said for longer than changes are kept is still said", async () => {
    await keepReport(db, "a", noon, [["peer", 3, true]]);
    expect((await showPeerReputation(reader, { peerId: "peer" })).reporters).toEqual([
      { reportingPeer: "a", reporterName: null, now: { ts: noon.toISOString(), reputation: 3, connected: true }, history: [] },
    ]);
  });

  test("a node of which nobody says anything has no reporters; a peer that nobody knows is not found", async () => {
    await keepNode(db, { peerId: "a" });
    expect((await showPeerReputation(reader, { peerId: "a" })).reporters).toEqual([]);
    await expect(showPeerReputation(reader, { peerId: "nobody" })).rejects.toMatchObject({ code: "not_found" });
  });
});

test("without the permission nothing; bad input is named", async () => {
  await expect(showReputation(outsider, {})).rejects.toMatchObject({ code: "forbidden" });
  await expect(showPeerReputation(outsider, { peerId: "a" })).rejects.toMatchObject({ code: "forbidden" });
  for (const [path, input] of [
    ["maxAgeS", { maxAgeS: 0 }],
    ["known", { known: "yes" }],
    ["limit", { limit: 501 }],
  ] as const)
    await expect(showReputation(reader, input as never)).rejects.toMatchObject({ code: "validation_failed", errors: [{ path }] });
});
