import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { describeRule } from "#lib/alerting/describe-rule";
import { previewRule } from "#lib/alerting/preview-rule";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { type Sql, sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { addServer } from "#lib/fleet/testing/fleet";

const db = testDatabase();
const Id = z.object({ id: z.string() });
const reader = testContext(db, { actor: keyActor(["monitoring:read"]) });
const run = (query: Sql) => db.prisma.$executeRaw(query);
const offline = { kind: "node_offline", severity: "critical", forSeconds: 60, clearSeconds: 60 } as const;
const iso = (minutes: number) => fromNoon({ minutes }).toISOString();

const setStatus = (id: number, minutes: number, status: string) =>
  run(
    sql`insert into node_status_history (node_server_id, status, reason, created_at) values (${id}, ${status}, 'test', ${fromNoon({ minutes })})`,
  );
const addSample = (id: number, minutes: number, cpu: number) =>
  run(sql`insert into node_sample (node_server_id, at, cpu_percent) values (${id}, ${fromNoon({ minutes })}, ${cpu})`);

beforeEach(async () => {
  await run(sql`truncate node_server cascade`);
});

describe("what a rule would have fired", () => {
  test("each firing with its beginning and end, the longest resource first, and nothing is written", async () => {
    const [short, long] = [await addServer(db, { name: "short" }), await addServer(db, { name: "long" })];
    await addServer(db, { name: "without history" });
    await setStatus(short.id, -600, "online");
    await setStatus(short.id, -60, "offline");
    await setStatus(short.id, -50, "online");
    await setStatus(long.id, -20_000, "offline");
    const preview = await previewRule(reader, { ...offline, from: iso(-120) });
    expect(preview.words).toBe("Critical when a node server is offline, for 1 min.");
    expect(preview.resources.map(({ name }) => name)).toEqual(["long", "short"]);
    expect(preview.resources.map(({ firings }) => firings)).toEqual([
      [{ beganAt: iso(-120), firedAt: iso(-119), endedAt: null, isReopened: false, peak: null }],
      [{ beganAt: iso(-60), firedAt: iso(-59), endedAt: iso(-49), isReopened: false, peak: null }],
    ]);
    expect(preview.totals).toEqual({ resources: 2, fired: 2, firings: 2, reopened: 0, firedSeconds: (119 + 10) * 60 });
    expect(preview.cut).toBeNull();
    expect(await db.rows(sql`select id from alert union all select id from rule`, Id)).toEqual([]);
  });

  test("a window's mean counts from its end, its peak is told, and silence between samples is no data", async () => {
    const { id } = await addServer(db, { name: "busy" });
    for (const [minutes, cpu] of [
      [-59, 95],
      [-52, 99],
      [-20, 10],
    ] as const)
      await addSample(id, minutes, cpu);
    const rule = { kind: "node_resource", severity: "warning", clearSeconds: 0, from: iso(-120) } as const;
    const open = await previewRule(reader, rule);
    expect(open.resources).toMatchObject([
      { knownFrom: iso(-55), firings: [{ firedAt: iso(-55), endedAt: iso(-15), peak: 99 }], firedSeconds: 2_400 },
    ]);
    const ok = await previewRule(reader, { ...rule, noData: "ok" });
    expect(ok.resources).toMatchObject([{ firings: [{ endedAt: iso(-45) }] }]);
  });

  test("nor is anything known after the last sample", async () => {
    const { id } = await addServer(db, { name: "gone", status: "offline" });
    await addSample(id, -19, 95);
    const rule = { kind: "node_resource", severity: "warning", clearSeconds: 0, from: iso(-60) } as const;
    for (const [noData, endedAt] of [
      ["stale", null],
      ["ok", iso(-10)],
    ] as const)
      expect((await previewRule(reader, { ...rule, noData })).resources).toMatchObject([{ firings: [{ firedAt: iso(-15), endedAt }] }]);
  });
});

describe("refused", () => {
  test.each([
    ["a kind of which nothing is stored", { kind: "dead_letters" }, "unprocessable", "kind"],
    ["an unknown kind", { kind: "moon_phase" }, "unprocessable", "kind"],
    ["an unknown parameter", { params: { colour: "red" } }, "unprocessable", "params.colour"],
    ["more than 90 days", { from: iso(-130_000) }, "validation_failed", "from"],
    ["an end before its beginning", { from: iso(-1), to: iso(-2) }, "validation_failed", "from"],
    ["the future", { from: iso(1) }, "validation_failed", "from"],
  ])("%s is named", async (_, change, code, path) => {
    const refused = previewRule(reader, { ...offline, ...change });
    await expect(refused).rejects.toMatchObject({ code, errors: [expect.objectContaining({ path })] });
  });

  test("without the permission", async () => {
    const stranger = testContext(db, { actor: keyActor(["fleet:read"]) });
    await expect(previewRule(stranger, offline)).rejects.toMatchObject({ code: "forbidden" });
    await expect(describeRule(stranger, offline)).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("words before anything is stored; a wrong parameter is named", async () => {
  const rule = { kind: "node_offline", severity: "info", forSeconds: 300 } as const;
  expect(await describeRule(reader, rule)).toEqual({ words: "Info when a node server is offline, for 5 min." });
  const refused = describeRule(reader, { ...rule, params: { nodeServerIds: ["x"] } });
  await expect(refused).rejects.toMatchObject({ errors: [expect.objectContaining({ path: "params.nodeServerIds.0" })] });
});
