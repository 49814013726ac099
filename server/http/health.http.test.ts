import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { Health } from "#lib/health/schema";
import { ownServer } from "../../e2e/fixtures/http.ts";
import type { TestServer } from "../../e2e/fixtures/start-server.ts";
import { type FreezableProxy, freezableProxy } from "../testing/freezable-proxy.ts";

let owner: TestServer;
let server: TestServer;
let proxy: FreezableProxy;

beforeAll(async () => {
  owner = await ownServer();
  proxy = await freezableProxy(owner.databaseUrl);
  server = await ownServer({ databaseUrl: proxy.url });
}, 120_000);
afterAll(async () => {
  proxy.thaw();
  await server.stop();
  proxy.close();
  await owner.stop();
});

async function ask(authorization?: string): Promise<{ status: number; body: unknown }> {
  const answer = await server.fetch("/api/v1/health", { headers: authorization ? { authorization } : {} });
  return { status: answer.status, body: await answer.json() };
}

const statusesOf = (body: unknown) => Object.fromEntries(Health.parse(body).components.map(({ name, status }) => [name, status]));

test("a database that hangs: 503 with its name within 10 s, and well again after", async () => {
  const admin = `Bearer ${owner.adminKey}`;
  await vi.waitFor(async () => expect(statusesOf((await ask(admin)).body)).toMatchObject({ database: "healthy", jobs: "healthy" }), {
    timeout: 60_000,
    interval: 500,
  });
  expect(await ask()).toEqual({ status: 200, body: { status: expect.stringMatching(/^(healthy|degraded)$/) } });
  proxy.freeze();
  const away = vi.waitFor(
    async () => {
      const { status, body } = await ask(admin);
      expect([status, statusesOf(body)]).toEqual([
        503,
        expect.objectContaining({ database: "unhealthy", jobs: "unknown", application: "healthy" }),
      ]);
    },
    { timeout: 10_000, interval: 500 },
  );
  await away;
  expect(await ask()).toEqual({ status: 503, body: { status: "unhealthy" } });
  expect((await server.fetch("/api/v1/health", { method: "POST" })).status).toBe(405);
  proxy.thaw();
  await vi.waitFor(async () => expect(statusesOf((await ask(admin)).body)).toMatchObject({ database: "healthy", queues: "healthy" }), {
    timeout: 60_000,
    interval: 500,
  });
}, 150_000);

test("the history is for those with the permission", async () => {
  const answers = await Promise.all([
    owner.fetch("/api/v1/health/history"),
    owner.fetch("/api/v1/health/history", { headers: { authorization: `Bearer ${owner.adminKey}` } }),
    owner.fetch("/api/v1/health/history?hours=169", { headers: { authorization: `Bearer ${owner.adminKey}` } }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([401, 200, 400]);
  expect(z.object({ items: z.array(z.unknown()) }).safeParse(await answers[1]?.json()).success).toBe(true);
});
