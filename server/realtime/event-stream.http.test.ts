import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { Api } from "../../e2e/fixtures/api.ts";
import { ownServer } from "../../e2e/fixtures/http.ts";
import { closeStreams, readStream, type StreamClient } from "./testing/stream-client.ts";

afterEach(closeStreams);

const portOf = (url: string) => Number(new URL(url).port);
const Ticket = z.object({ ticket: z.string(), expiresAt: z.iso.datetime() });

/** An alert by hand: its news are what the stream tells. */
async function alertOf(api: Api, title: string): Promise<void> {
  await api.must(z.object({ id: z.string() }), "POST", "/api/v1/monitoring/alerts", {
    severity: "warning",
    source: "external",
    title,
    message: "From a test",
  });
}

const titles = (client: StreamClient) => client.messages.filter(({ data }) => data.event === "alert:fired").map(({ data }) => data.title);

test("what happens while a process is killed and another one starts is told to who resumes, once", async () => {
  const first = await ownServer();
  const bearer = first.adminKey;
  const api = new Api(first.url, bearer);
  const client = readStream(portOf(first.url), { bearer, query: "types=alert,system" });
  await vi.waitFor(() => expect(client.heard.length).toBeGreaterThan(0), 10_000);
  await alertOf(api, "Before");
  await vi.waitFor(() => expect(titles(client)).toEqual(["Before"]), 10_000);
  const seen = client.messages.at(-1)?.id;
  client.socket.terminate();
  await alertOf(api, "Unheard");
  await first.kill();
  const second = await ownServer({ databaseUrl: first.databaseUrl });
  const again = readStream(portOf(second.url), { bearer, query: `types=alert&since=${seen}` });
  await vi.waitFor(() => expect(titles(again)).toEqual(["Unheard"]), 20_000);
  await alertOf(new Api(second.url, bearer), "After");
  await vi.waitFor(() => expect(titles(again)).toEqual(["Unheard", "After"]), 20_000);
  const ids = again.messages.map(({ id }) => Number(id));
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  await second.stop();
  await vi.waitFor(() => expect(again.ended).toEqual(["1012"]), 10_000);
}, 180_000);

test("a request that is no upgrade is a problem; a ticket from the API opens a stream once", async () => {
  const server = await ownServer();
  const headers = { authorization: `Bearer ${server.adminKey}` };
  const plain = await server.fetch("/api/v1/monitoring/events", { headers });
  expect([plain.status, plain.headers.get("content-type"), z.object({ code: z.string() }).parse(await plain.json()).code]).toEqual([
    426,
    "application/problem+json",
    "upgrade_required",
  ]);
  expect((await server.fetch("/api/v1/monitoring/events")).status).toBe(401);
  const made = await server.fetch("/api/v1/monitoring/events/ticket", { method: "POST", headers });
  expect(made.status).toBe(201);
  const { ticket } = Ticket.parse(await made.json());
  const client = readStream(portOf(server.url), { query: `ticket=${ticket}` });
  await vi.waitFor(() => expect(client.heard.length).toBeGreaterThan(0), 10_000);
  const twice = readStream(portOf(server.url), { query: `ticket=${ticket}` });
  await vi.waitFor(() => expect(twice.ended).toEqual(["401 unauthenticated"]), 10_000);
  await server.stop();
}, 120_000);
