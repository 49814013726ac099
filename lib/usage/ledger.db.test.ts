import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { noon } from "#lib/core/testing/instants";
import { receiveNativeReport } from "#lib/usage/receive-native-report";
import { receiveUniProxyPush } from "#lib/usage/receive-panel-report";
import { activatePackage, type LedgerFleet, ledgerSums, makeLedgerFleet } from "#lib/usage/testing/ledger-fleet";

const db = testDatabase();
const at = (offsetMs: number) => new Date(noon.getTime() + offsetMs);
const context = (offsetMs = 0) => systemContext("test", { db, now: at(offsetMs) });
let fleet: LedgerFleet;

beforeAll(async () => {
  fleet = await makeLedgerFleet(db, [["1.5", "0.333"], ["1", "2"], ["0.5"], ["99999.999"]], 6);
});

/** billed = round_half_up(raw × factor), worked out without PostgreSQL and without floats. */
function billed(raw: bigint, factor: string): bigint {
  const [whole = "0", places = ""] = factor.split(".");
  const thousandths = BigInt(whole) * 1000n + BigInt(places.padEnd(3, "0"));
  return (raw * thousandths + 500n) / 1000n;
}

async function setFactor(serverId: number | undefined, factor: string): Promise<void> {
  await db.rows(
    sql`update node_client set traffic_factor = ${factor}::numeric where node_server_id = ${serverId} returning id`,
    z.object({ id: z.number() }),
  );
}

const bytes = fc.oneof(
  fc.bigInt({ min: 0n, max: 3n }),
  fc.bigInt({ min: 0n, max: 10n ** 10n }),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 62n }),
);

interface Model {
  ru: bigint;
  rd: bigint;
  bu: bigint;
  bd: bigint;
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant("push" as const),
    server: fc.nat(2),
    entries: fc.array(fc.tuple(fc.nat(7), bytes, bytes), { maxLength: 8 }),
    isRetried: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("native" as const),
    server: fc.nat(2),
    isOtherClient: fc.boolean(),
    ageS: fc.nat(30 * 86_400),
    entries: fc.array(fc.tuple(fc.nat(7), bytes, bytes), { maxLength: 8 }),
    isRetried: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("factor" as const),
    server: fc.nat(2),
    factor: fc.integer({ min: 1, max: 5000 }).map((n) => (n / 1000).toFixed(3)),
  }),
  fc.record({ kind: fc.constant("package" as const), user: fc.nat(5) }),
);

describe("the ledger", () => {
  test("sums of lines, of every roll-up and of what was sent are equal, whatever arrives in whatever order", async () => {
    const model: Model = { ru: 0n, rd: 0n, bu: 0n, bd: 0n };
    const factors = new Map(fleet.servers.flatMap((server) => server.clients.map((client) => [client.id, client.factor])));
    let clock = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        for (const action of steps) {
          clock += 31_000;
          if (action.kind === "package") {
            const user = fleet.users[action.user];
            if (user) await activatePackage(db, user, at(clock));
            continue;
          }
          const server = fleet.servers[action.server];
          const client = server?.clients[action.kind === "native" && action.isOtherClient ? 1 : 0] ?? server?.clients[0];
          if (!server || !client) continue;
          if (action.kind === "factor") {
            factors.set(client.id, action.factor);
            await db.rows(
              sql`update node_client set traffic_factor = ${action.factor}::numeric where id = ${client.id} returning id`,
              z.object({ id: z.number() }),
            );
            continue;
          }
          const factor = factors.get(client.id) ?? "1";
          const known = action.entries.filter(
            ([user], index) =>
              user < 6 && (action.kind === "native" || action.entries.findLastIndex(([other]) => other === user) === index),
          );
          const good = known.filter(([, up, down]) => billed(up, factor) < 2n ** 63n && billed(down, factor) < 2n ** 63n);
          for (const [, up, down] of good) {
            model.ru += up;
            model.rd += down;
            model.bu += billed(up, factor);
            model.bd += billed(down, factor);
          }
          if (action.kind === "push") {
            const text = `{${action.entries.map(([user, up, down]) => `"${fleet.users[user]?.uid ?? 2_000_000 + user}":[${up},${down}]`).join(",")}}`;
            const first = await receiveUniProxyPush(context(clock), server.id, text);
            expect(first?.accepted ?? 0).toBe(good.length);
            if (action.isRetried && first)
              expect(await receiveUniProxyPush(context(clock + 29_999), server.id, text)).toMatchObject({
                duplicateOf: first.id,
                accepted: 0,
              });
          } else {
            const lines = action.entries.map(
              ([user, up, down]) =>
                `{"uid":${fleet.users[user]?.uid ?? 2_000_000 + user},"nodeClientId":${client.id},"upload":${up},"download":"${down}","at":"${at(clock - action.ageS * 1000).toISOString()}"}`,
            );
            const text = `{"batchId":"${crypto.randomUUID()}","mode":"delta","lines":[${lines.join(",")}]}`;
            const answer = await receiveNativeReport(context(clock), server.id, text);
            expect(answer.accepted).toBe(good.length);
            expect(answer.rejected).toHaveLength(action.entries.length - good.length);
            if (action.isRetried)
              expect(await receiveNativeReport(context(clock + 86_400_000), server.id, text)).toEqual({
                accepted: 0,
                duplicates: good.length,
                rejected: answer.rejected,
              });
          }
        }
        const expected = `${model.ru}/${model.rd}/${model.bu}/${model.bd}`;
        const sums = await ledgerSums(db);
        if (model.ru + model.rd > 0n || Object.keys(sums).length > 0)
          expect(sums).toEqual({ lines: expected, quarters: expected, hours: expected, days: expected, fleet: expected });
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  test("the last line that fits is exact, the first that does not is refused by name", async () => {
    const [, , half, huge] = fleet.servers;
    const uid = fleet.users[0]?.uid;
    await setFactor(half?.id, "0.5");
    const ok = await receiveUniProxyPush(context(-86_400_000), half?.id ?? 0, `{"${uid}":[9223372036854775807,9223372036854775806]}`);
    expect(ok).toMatchObject({ accepted: 1, rejected: [] });
    const rows = await db.rows(
      sql`select raw_upload::text as ru, billed_upload::text as bu, billed_download::text as bd from usage_line where report_id = ${ok?.id}::uuid`,
      z.object({ ru: z.string(), bu: z.string(), bd: z.string() }),
    );
    expect(rows).toEqual([{ ru: "9223372036854775807", bu: "4611686018427387904", bd: "4611686018427387903" }]);
    const refused = await receiveUniProxyPush(context(-86_400_000), huge?.id ?? 0, `{"${uid}":[9223372036854775807,0]}`);
    expect(refused).toMatchObject({ accepted: 0, rejected: [{ index: 0, code: "billed_too_large" }] });
  });

  test("half a byte is rounded up, never to even", async () => {
    const server = fleet.servers[2];
    await setFactor(server?.id, "0.5");
    const report = await receiveUniProxyPush(context(-7_200_000), server?.id ?? 0, `{"${fleet.users[0]?.uid}":[1,5]}`);
    const rows = await db.rows(
      sql`select billed_upload as bu, billed_download as bd from usage_line where report_id = ${report?.id}::uuid`,
      z.object({ bu: z.bigint(), bd: z.bigint() }),
    );
    expect(rows).toEqual([{ bu: 1n, bd: 3n }]);
  });

  test("the same body at the same moment, eight times at once, counts once", async () => {
    const server = fleet.servers[1];
    const text = `{"${fleet.users[1]?.uid}":[11,22]}`;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => receiveUniProxyPush(context(10 * 86_400_000 + n), server?.id ?? 0, text)),
    );
    expect(answers.filter((answer) => answer?.duplicateOf === null)).toHaveLength(1);
    expect(answers.filter((answer) => answer?.accepted === 1)).toHaveLength(1);
  });

  test("the same body after 30 s is new traffic", async () => {
    const server = fleet.servers[1];
    const text = `{"${fleet.users[1]?.uid}":[7,7]}`;
    const first = await receiveUniProxyPush(context(11 * 86_400_000), server?.id ?? 0, text);
    const second = await receiveUniProxyPush(context(11 * 86_400_000 + 30_000), server?.id ?? 0, text);
    expect([first?.duplicateOf, second?.duplicateOf]).toEqual([null, null]);
  });

  test("a line belongs to the package that was active at its instant, or to none", async () => {
    const [user] = fleet.users.slice(-1);
    if (!user) throw new Error("no user");
    await db.rows(sql`delete from package_queue where uid = ${user.uid} returning id`, z.object({ id: z.string() }));
    const first = await activatePackage(db, user, at(-10 * 86_400_000));
    const second = await activatePackage(db, user, at(-5 * 86_400_000));
    const line = (offsetMs: number) => `{"userId":"${user.id}","upload":1,"download":0,"at":"${at(offsetMs).toISOString()}"}`;
    const batchId = crypto.randomUUID();
    const days = [-11 * 86_400_000, -10 * 86_400_000, -5 * 86_400_000 - 1, -5 * 86_400_000, 0];
    const text = `{"batchId":"${batchId}","mode":"delta","lines":[${days.map(line).join(",")}]}`;
    expect(await receiveNativeReport(context(), fleet.servers[0]?.id ?? 0, text)).toMatchObject({ accepted: 5 });
    const rows = await db.rows(
      sql`select package_queue_id as item from usage_line where report_id = (select report_id from usage_batch where batch_id = ${batchId}::uuid) order by line_no`,
      z.object({ item: z.string().nullable() }),
    );
    expect(rows.map((row) => row.item)).toEqual([null, first, first, second, second]);
  });
});
