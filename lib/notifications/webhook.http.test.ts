import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { Api } from "#e2e/fixtures/api";
import { ownServer } from "#e2e/fixtures/http";
import { makeSmallFleet, pushUniProxy } from "#e2e/fixtures/seed";
import { type Receiver, startReceiver } from "#lib/notifications/testing/receiver";

const Made = z.object({ id: z.string(), secret: z.string() });
const Events = z.object({ items: z.array(z.object({ id: z.string(), seq: z.string() })) });
const Deliveries = z.object({ items: z.array(z.object({ messageId: z.string(), state: z.string() })) });
const Body = z.object({
  type: z.string(),
  id: z.string(),
  seq: z.string(),
  data: z.object({ user: z.string(), billed_upload: z.string() }),
});

let server: Awaited<ReturnType<typeof ownServer>>;
let receiver: Receiver;
let failures = 1;

beforeAll(async () => {
  server = await ownServer({ env: { FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.0/8" } });
  receiver = await startReceiver(() => (failures-- > 0 ? 500 : 200));
}, 120_000);
afterAll(async () => {
  await receiver.close();
  await server.stop();
});

test("a node reports, a billing event arrives signed; refused once it comes again with the same id", async () => {
  const api = new Api(server.url, server.adminKey);
  const hook = await api.must(Made, "POST", "/api/v1/admin/webhooks", { url: receiver.url, eventTypes: ["UserUsageBillingEvent"] });
  const fleet = await makeSmallFleet(api);
  await pushUniProxy(api, fleet.server, { [fleet.user.uid]: [2_000, 4_000] });
  await api.must(z.object({ runId: z.string() }), "POST", "/api/v1/admin/jobs/usage.bill-traffic/run", {});
  await receiver.until(2);
  const [refused, taken] = receiver.received;
  expect(taken?.headers["webhook-id"]).toBe(refused?.headers["webhook-id"]);
  const body = Body.parse(new Verifier(hook.secret).verify(taken?.body ?? "", taken?.headers as Record<string, string>));
  expect(body).toMatchObject({ type: "UserUsageBillingEvent", data: { user: fleet.user.id, billed_upload: "3000" } });
  const { items } = await api.must(Events, "GET", `/api/v1/admin/events?userId=${fleet.user.id}`);
  expect(items).toEqual([expect.objectContaining({ id: body.id, seq: body.seq })]);
  expect(taken?.headers["webhook-id"]).toBe(body.id);
  await expect
    .poll(async () => (await api.must(Deliveries, "GET", `/api/v1/admin/webhooks/${hook.id}/deliveries`)).items, { timeout: 10_000 })
    .toMatchObject([{ messageId: body.id, state: "sent" }]);
}, 60_000);
