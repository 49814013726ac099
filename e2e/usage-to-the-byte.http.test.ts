import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Api } from "./fixtures/api.ts";
import { sharedServer } from "./fixtures/http.ts";
import { makeSmallFleet, pushUniProxy, userPassword } from "./fixtures/seed.ts";
import { signIn } from "./fixtures/sign-in.ts";

const { api, url } = sharedServer();
const stranger = api.as(undefined);
const zones = ["UTC", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Chatham"];
const ranges = { day: 24, week: 7, month: 30 } as const;

const Traffic = z.object({ upload: z.string(), download: z.string() });
const Bucket = Traffic.extend({ bucketStart: z.iso.datetime() });
const Recent = z.object({
  from: z.string(),
  to: z.string(),
  raw: z.array(Bucket),
  actuallyBilled: z.array(Bucket),
  totals: z.object({ raw: Traffic, billed: Traffic }),
});

let fleet: Awaited<ReturnType<typeof makeSmallFleet>>;
let asUser: (path: string) => ReturnType<Api["get"]>;

beforeAll(async () => {
  fleet = await makeSmallFleet(api);
  const cookie = await signIn(url, { email: fleet.user.email, password: userPassword });
  asUser = (path) => stranger.get(path, { cookie });
});

/** Up and down of buckets, added exactly. */
function sum(buckets: z.infer<typeof Traffic>[]): string {
  return `${buckets.reduce((total, { upload }) => total + BigInt(upload), 0n)}/${buckets.reduce((total, { download }) => total + BigInt(download), 0n)}`;
}

describe("a push of [1000, 2001] at factor 1.5, twice within a second", () => {
  beforeAll(async () => {
    const push = () => pushUniProxy(api, fleet.server, { [fleet.user.uid]: [1000, 2001] });
    for (const answer of [await push(), await push()]) expect([answer.status, answer.json]).toEqual([200, { data: true }]);
  });

  test.each(zones.flatMap((zone) => Object.entries(ranges).map(([range, count]) => [range, zone, count] as const)))(
    "%s in %s",
    async (range, timeZone, count) => {
      const answer = await asUser(`/api/v1/usage/recent?range=${range}&timeZone=${encodeURIComponent(timeZone)}`);
      expect(answer.status).toBe(200);
      const usage = Recent.parse(answer.json);
      expect([usage.raw.length, usage.actuallyBilled.length]).toEqual([count, count]);
      expect([sum(usage.raw), sum(usage.actuallyBilled)]).toEqual(["1000/2001", "1500/3002"]);
      expect(usage.totals).toEqual({ raw: { upload: "1000", download: "2001" }, billed: { upload: "1500", download: "3002" } });
    },
  );

  test("the ledger says why", async () => {
    const answer = await asUser("/api/v1/usage/lines");
    expect(answer.json).toMatchObject({
      items: [
        {
          raw: { upload: "1000", download: "2001" },
          trafficFactor: "1.5",
          billed: { upload: "1500", download: "3002" },
          package: { queueItemId: fleet.item.id },
        },
      ],
      nextCursor: null,
    });
  });

  test("the ledger as CSV", async () => {
    const answer = await asUser("/api/v1/usage/lines?format=csv");
    expect(answer.headers.get("content-type")).toContain("text/csv");
    const lines = answer.text.trim().split("\r\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain("1000,2001");
  });

  test("the package's own page shows the same bytes", async () => {
    const answer = await asUser("/api/v1/packages");
    expect(answer.json).toMatchObject({ active: { id: fleet.item.id, usedTotal: "4502" } });
  });
});

describe("bad input", () => {
  const path = () => `/api/v1/server/UniProxy/push?node_id=${fleet.server.id}&node_type=vless&token=${fleet.server.token}`;

  test.each([
    ["a wrong token", () => path().replace(/token=.*/, "token=wrong"), "{}", 403],
    ["no token", () => path().replace(/&token=.*/, ""), "{}", 403],
    ["an unknown server", () => path().replace(/node_id=\d+/, "node_id=2147483647"), "{}", 404],
    ["malformed JSON", path, "{", 400],
    ["an array", path, "[]", 422],
    ["a number", path, "1", 422],
    ["a tower of brackets", path, "[".repeat(100), 400],
  ])("%s", async (_name, where, body, status) => {
    const answer = await fetch(new URL(where(), url), { method: "POST", body });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });

  test("a body over 8 MiB is refused", async () => {
    const answer = await fetch(new URL(path(), url), { method: "POST", body: " ".repeat(8 * 2 ** 20 + 1) }).catch(
      (error: unknown) => error,
    );
    if (answer instanceof Response) expect(answer.status).toBe(413);
    else expect(String(answer)).toMatch(/fetch failed/);
  });

  test("good items of a report with bad ones are kept, the bad ones are named to the admin", async () => {
    const other = await makeSmallFleet(api);
    const answer = await stranger.post(
      `/api/v1/server/UniProxy/push?node_id=${other.server.id}&node_type=vless&token=${other.server.token}`,
      { [other.user.uid]: [5, 6], nobody: [1, 1], 2000000000: [1, 1], 7: "x" },
    );
    expect([answer.status, answer.json]).toEqual([200, { data: true }]);
    const detail = await api.get(`/api/v1/admin/node-servers/${other.server.id}`);
    expect(detail.json).toMatchObject({ reports: [{ lineCount: 1, rejectedCount: 3 }] });
  });

  test.each([
    ["timeZone=Nowhere/Town", "timeZone"],
    ["range=year", "range"],
    ["colour=red", "colour"],
  ])("%s is refused naming it", async (query, name) => {
    const answer = await asUser(`/api/v1/usage/recent?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ code: "validation_failed", errors: [{ path: name }] });
  });

  test("a bucket or range that does not exist is refused naming it", async () => {
    const answer = await asUser("/api/v1/usage?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&bucket=week");
    expect([answer.status, answer.json]).toMatchObject([400, { errors: [{ path: "bucket" }] }]);
  });

  test("somebody else's user id does not exist", async () => {
    const other = await makeSmallFleet(api);
    for (const path of ["usage/recent?", "usage/lines?", "nodes?", "packages?", "nodes/usual?"]) {
      expect((await asUser(`/api/v1/${path}userId=${other.user.id}`)).status, path).toBe(404);
      expect((await asUser(`/api/v1/${path}userId=${fleet.user.id}`)).status, path).toBe(200);
    }
  });
});
