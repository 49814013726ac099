import { expect, test } from "vitest";
import { z } from "zod";
import { sharedServer } from "#e2e/fixtures/http";
import { enqueue, makePackage, makeUser } from "#e2e/fixtures/seed";

const { api } = sharedServer();
const path = (id: string, verb: string) => `/api/v1/admin/package-queue/${id}/${verb}`;
const gib = 2 ** 30;
const Counts = z.object({
  items: z.array(z.object({ series: z.string(), active: z.number(), consumed: z.number(), inQueue: z.number() })),
});

test("an adjustment that would end the package answers 409 with what would happen; with confirm it is done", async () => {
  const user = await makeUser(api);
  const [sold, next] = [await makePackage(api), await makePackage(api, { name: `Next ${user.uid}` })];
  const first = await enqueue(api, user.id, sold.id);
  const second = await enqueue(api, user.id, next.id);
  const adjustQuota = String(-10 * gib);

  const asked = await api.post(path(first.id, "adjust-quota"), { adjustQuota });
  expect([asked.status, asked.headers.get("content-type")]).toEqual([409, expect.stringContaining("application/problem+json")]);
  expect(asked.json).toMatchObject({
    code: "confirmation_required",
    detail: `used 0 B of the new quota 0 B: the package ends now and Next ${user.uid} starts. Send confirm: true to do it`,
    state: { ends: "now", quota: "0", used: "0", item: { id: first.id, status: "active" }, next: { id: second.id } },
  });
  expect((await api.get(`/api/v1/admin/package-queue/${first.id}`)).json).toMatchObject({ status: "active", adjustQuota: "0" });

  const done = await api.post(path(first.id, "adjust-quota"), { adjustQuota, confirm: true, reason: "paid back" });
  expect([done.status, done.json]).toMatchObject([200, { status: "consumed", consumedBy: "traffic", userEmail: user.email }]);
  expect((await api.get(`/api/v1/admin/package-queue/${second.id}`)).json).toMatchObject({ status: "active" });
  const again = await api.post(path(first.id, "adjust-quota"), { adjustQuota: "0", confirm: true });
  expect([again.status, again.json]).toMatchObject([409, { code: "wrong_state", state: { status: "consumed" } }]);

  const { items } = await api.must(Counts, "GET", `/api/v1/admin/package-queue/count?userId=${user.id}`);
  expect(items).toHaveLength(2);
  expect(items.find(({ series }) => series === sold.series)).toMatchObject({ active: 0, consumed: 1, inQueue: 0 });
});

test("waiting items are put in order; what is wrong in the body is named", async () => {
  const user = await makeUser(api);
  const sold = await makePackage(api);
  const items = [];
  for (let count = 0; count < 3; count++) items.push(await enqueue(api, user.id, sold.id));
  const [active = "", first = "", second = ""] = items.map(({ id }) => id);
  const moved = await api.post(path(second, "reorder"), { before: first, seen: [first, second] });
  expect([moved.status, moved.json]).toMatchObject([200, { userId: user.id, queue: [{ id: second }, { id: first }] }]);
  const stale = await api.post(path(second, "reorder"), { before: null, seen: [first, second] });
  expect([stale.status, stale.json]).toMatchObject([409, { code: "conflict", state: { queue: [{ id: second }, { id: first }] } }]);
  expect(await api.post(path(active, "reorder"), { before: null })).toMatchObject({ status: 409, json: { code: "wrong_state" } });
  expect(await api.post(path(second, "reorder"), {})).toMatchObject({ status: 400, json: { errors: [{ path: "before" }] } });
  expect(await api.post(path(second, "adjust-quota"), { adjustQuota: 5 })).toMatchObject({
    status: 400,
    json: { errors: [{ path: "adjustQuota" }] },
  });
  expect((await api.get("/api/v1/admin/package-queue/count?limit=5")).json).toMatchObject({ errors: [{ path: "limit" }] });
});
