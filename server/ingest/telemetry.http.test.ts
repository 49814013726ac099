import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { sharedServer } from "#e2e/fixtures/http";
import { connectNode, disconnectNodes, messageOf } from "./testing/node-client.ts";

const { url, api } = sharedServer();
const port = Number(new URL(url).port);
afterEach(disconnectNodes);

const Token = z.object({ id: z.uuid(), name: z.string(), token: z.string() });
const Tokens = z.object({ items: z.array(Token.partial({ token: true })) });

/** An unlabelled metric, exact for the process that answers. */
async function metric(name: string): Promise<number> {
  const { text } = await api.get("/metrics");
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
}

test("the same address is a page for a browser and a socket for a node", async () => {
  const page = await fetch(url, { redirect: "manual" });
  expect([page.status, page.headers.get("location")]).toEqual([307, expect.stringContaining("/sign-in")]);
  const plain = await fetch(`${url}/submit`);
  expect([plain.status, plain.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
  const before = await metric("substrate_message_count");
  const nodes = await Promise.all(["/", "/submit/", "/audit"].map((path) => connectNode(port, path)));
  await Promise.all(nodes.map((node) => node.send(messageOf(1))));
  await vi.waitFor(async () => expect(await metric("substrate_message_count")).toBeGreaterThanOrEqual(before + 3), { timeout: 10_000 });
  expect(await metric("current_substrate_connections")).toBeGreaterThanOrEqual(3);
  expect(nodes.map(({ ended }) => ended)).toEqual([[], [], []]);
});

test("a token made by the API opens a socket, shows that it is used, and closes it when it is revoked", async () => {
  const made = await api.must(Token, "POST", "/api/v1/telemetry/tokens", { name: `http ${crypto.randomUUID()}` });
  const node = await connectNode(port, `/submit/${made.token}`);
  expect(node.ended).toEqual([]);
  const { items } = await api.must(Tokens, "GET", "/api/v1/telemetry/tokens?limit=500");
  expect(items.find(({ id }) => id === made.id)).toMatchObject({ name: made.name });
  expect(JSON.stringify(items)).not.toContain(made.token);
  expect((await api.send("DELETE", `/api/v1/telemetry/tokens/${made.id}`)).status).toBe(204);
  await vi.waitFor(() => expect(node.ended).toEqual(["1008 The token was revoked"]), { timeout: 10_000 });
  expect((await connectNode(port, `/submit/${made.token}`)).ended[0]).toMatch(/^401 /);
});
