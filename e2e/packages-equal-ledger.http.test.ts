import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { column } from "#lib/core/columns";
import { openDatabase } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { type QueueItem, UserPackages } from "#lib/package-queue/schema";
import { Usage, type UsageLine, UsageLineList } from "#lib/usage/schema";
import { sharedServer } from "./fixtures/http.ts";
import { runJob } from "./fixtures/run-job.ts";
import { enqueue, makeClient, makePackage, makeServer, makeUser, pushUniProxy, userPassword } from "./fixtures/seed.ts";
import { signIn } from "./fixtures/sign-in.ts";

const { api, url, databaseUrl } = sharedServer();
const db = openDatabase(databaseUrl, { poolSize: 1, ingestPoolSize: 1 });
afterAll(() => db.close());
const Applied = z.object({ id: z.string(), upload: column.bytes, download: column.bytes });
const hourMs = 3_600_000;

type Line = z.infer<typeof UsageLine>;
interface Bytes {
  upload: bigint;
  download: bigint;
}

/** Up and down of many, exactly. */
function sum(parts: { upload: string; download: string }[]): Bytes {
  return parts.reduce<Bytes>(
    (total, { upload, download }) => ({ upload: total.upload + BigInt(upload), download: total.download + BigInt(download) }),
    { upload: 0n, download: 0n },
  );
}
const totalOf = ({ upload, download }: Bytes) => upload + download;

/** What a user sees, each page by the person's own session. */
async function pagesOf(user: { email: string }) {
  const cookie = await signIn(url, { email: user.email, password: userPassword });
  const read = async <S extends z.ZodType>(schema: S, path: string) => {
    const answer = await api.as(undefined).get(path, { cookie });
    expect(answer.status, answer.text).toBe(200);
    return schema.parse(answer.json);
  };
  const lines: Line[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: z.infer<typeof UsageLineList> = await read(UsageLineList, `/api/v1/usage/lines?limit=7${cursor && `&cursor=${cursor}`}`);
    lines.push(...page.items);
    cursor = page.nextCursor;
  }
  const askedAt = Date.now();
  const [from, to] = [new Date(askedAt - 24 * hourMs).toISOString(), new Date(askedAt + hourMs).toISOString()];
  const packages = await read(UserPackages, "/api/v1/packages");
  const answeredAt = Date.now();
  const usage = await read(Usage, `/api/v1/usage?from=${from}&to=${to}&bucket=hour&groupBy=package`);
  const items = [...(packages.active ? [packages.active] : []), ...packages.queue, ...packages.past];
  return { lines, packages, usage, items, askedAt, answeredAt };
}

type Pages = Awaited<ReturnType<typeof pagesOf>>;
const billedOf = (lines: Line[], itemId: string | null) =>
  sum(lines.filter((line) => (line.package?.queueItemId ?? null) === itemId).map(({ billed }) => billed));

function expectEqualToLedger({ lines, packages, usage, items, askedAt, answeredAt }: Pages) {
  // Each item, by the lines of it, and with those of no package nothing is left over.
  for (const item of items) expect([item.id, sum([item.used])]).toEqual([item.id, billedOf(lines, item.id)]);
  const everything = sum(lines.map(({ billed }) => billed));
  expect(totalOf(sum(items.map(({ used }) => used))) + totalOf(billedOf(lines, null))).toBe(totalOf(everything));
  // The same by what was bought, in the charts.
  const ofPackage = (key: string) => usage.series.find((series) => series.key === key)?.totals.billed ?? { upload: "0", download: "0" };
  for (const [packageId, its] of Map.groupBy(items, (item) => item.packageId))
    expect(sum([ofPackage(packageId)])).toEqual(sum(its.map(({ used }) => used)));
  expect(sum([ofPackage("no_package")])).toEqual(billedOf(lines, null));
  expect(sum([usage.totals.billed])).toEqual(everything);

  const { active } = packages;
  if (!active) return;
  const [quota, used] = [BigInt(active.trafficLimit) + BigInt(active.adjustQuota), totalOf(billedOf(lines, active.id))];
  expect([BigInt(active.quota), BigInt(active.usedTotal), BigInt(active.left)]).toEqual([quota, used, quota > used ? quota - used : 0n]);
  expect(active.usedShare).toBe(Number(used) / Number(quota));
  if (active.forecastEmptyAt === null) return;
  // All traffic of the first hour counts as an hour's.
  const lasts = Number(((quota - used) * BigInt(hourMs)) / totalOf(everything));
  expect(new Date(active.forecastEmptyAt).getTime()).toBeGreaterThanOrEqual(askedAt + lasts);
  expect(new Date(active.forecastEmptyAt).getTime()).toBeLessThanOrEqual(answeredAt + lasts);
}

const words = ({ status, consumedBy }: QueueItem) => (consumedBy === null ? status : `${status} by ${consumedBy}`);

describe("packages that run out between pushes of two UniProxy servers", () => {
  let user: Awaited<ReturnType<typeof makeUser>>;
  let bought: string[];
  let push: (index: number, upload: number, download: number) => Promise<void>;
  const bill = async () => {
    await runJob(api, "usage.bill-traffic");
    await runJob(api, "package-queue.apply-billing");
  };

  beforeAll(async () => {
    const group = 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
    const servers = [await makeServer(api), await makeServer(api)];
    for (const [index, factor] of ["1.5", "0.333"].entries())
      await makeClient(api, servers[index]?.id ?? 0, { trafficFactor: factor, availableGroups: [group] });
    const small = await makePackage(api, { availableGroup: group, trafficLimit: "10000" });
    const large = await makePackage(api, { availableGroup: group, trafficLimit: "25001" });
    user = await makeUser(api);
    bought = [];
    for (const { id } of [small, large, small, large]) bought.push((await enqueue(api, user.id, id)).id);
    push = async (index, upload, download) => {
      const server = servers[index];
      if (!server) throw new Error("No such server");
      const answer = await pushUniProxy(api, server, { [user.uid]: [upload, download] });
      expect([answer.status, answer.json]).toEqual([200, { data: true }]);
    };
  });

  const statesOf = ({ items }: Pages) =>
    bought.map((id) =>
      items
        .filter((item) => item.id === id)
        .map(words)
        .join(),
    );

  test("before any traffic", async () => {
    const pages = await pagesOf(user);
    expectEqualToLedger(pages);
    expect(pages.packages.queue.map(({ id }) => id)).toEqual(bought.slice(1));
  });

  test("half-way, not yet billed: the page is the ledger already", async () => {
    await push(0, 1001, 2001);
    await push(1, 7, 5);
    const pages = await pagesOf(user);
    expectEqualToLedger(pages);
    // Half up by line and direction: 1001 × 1.5 + 2001 × 1.5, 7 × 0.333 + 5 × 0.333.
    expect(pages.packages.active?.used).toEqual({ upload: String(1502 + 2), download: String(3002 + 2) });
  });

  test("the first runs out with an overrun that stays with it; the second is active", async () => {
    await push(0, 3000, 3333);
    await push(1, 999, 1);
    await bill();
    const pages = await pagesOf(user);
    expectEqualToLedger(pages);
    expect(statesOf(pages)).toEqual(["consumed by traffic", "active", "in_queue", "in_queue"]);
    expect(totalOf(sum(pages.packages.past.map(({ used }) => used)))).toBeGreaterThan(10_000n);
    expect(pages.packages.active?.usedTotal).toBe("0");
  });

  test("a given gigabyte keeps the second, what is taken back ends it by the same bytes", async () => {
    const adjust = (adjustQuota: string) =>
      api.post(`/api/v1/admin/package-queue/${bought[1]}/adjust-quota`, { adjustQuota, confirm: true });
    expect((await adjust(String(2 ** 30))).status).toBe(200);
    await push(0, 20_000, 20_001);
    await bill();
    const kept = await pagesOf(user);
    expectEqualToLedger(kept);
    expect(statesOf(kept)).toEqual(["consumed by traffic", "active", "in_queue", "in_queue"]);
    expect((await adjust("0")).status).toBe(200);
    const ended = await pagesOf(user);
    expectEqualToLedger(ended);
    expect(statesOf(ended)).toEqual(["consumed by traffic", "consumed by traffic", "active", "in_queue"]);
  });

  test("the others in one go, one of them cancelled; what moves afterwards is billed to none", async () => {
    for (let count = 1; count <= 9; count++) await push(count % 2, 1000 + count, 3000 + count);
    await bill();
    expect((await api.post(`/api/v1/admin/package-queue/${bought[3]}/cancel`, {})).status).toBe(200);
    await push(0, 12_345, 54_321);
    await bill();
    const pages = await pagesOf(user);
    expectEqualToLedger(pages);
    expect(statesOf(pages)).toEqual(["consumed by traffic", "consumed by traffic", "consumed by traffic", "cancelled"]);
    expect(pages.packages).toMatchObject({ active: null, queue: [] });
    expect(totalOf(billedOf(pages.lines, null))).toBe(18_518n + 81_482n);
  });

  test("what billing applied to each item is what the page shows", async () => {
    const { items } = await pagesOf(user);
    const applied = await db.rows(sql`select id, upload, download from package_queue where id = any(${bought}::uuid[])`, Applied);
    expect(applied).toHaveLength(bought.length);
    for (const { id, upload, download } of applied)
      expect(items.find((item) => item.id === id)?.used).toEqual({ upload: String(upload), download: String(download) });
  });
});
