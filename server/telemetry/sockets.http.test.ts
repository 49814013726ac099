import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { sharedServer } from "../../e2e/fixtures/http.ts";
import { livePath } from "./live-nodes.ts";
import { closePlainClients, connectPlain } from "./testing/plain-client.ts";

const { api, url } = sharedServer();
const port = Number(new URL(url).port);
const Ticket = z.object({ ticket: z.string(), expiresAt: z.iso.datetime() });
const Problem = z.object({ code: z.string() });

afterEach(closePlainClients);

test.each(["/feed", "/feed/", livePath])("%s: a request that is no upgrade is a problem, and first of all needs somebody", async (path) => {
  const answer = await api.get(path);
  expect([answer.status, Problem.parse(answer.json).code]).toEqual([426, "upgrade_required"]);
  expect((await api.as(undefined).get(path)).status).toBe(401);
});

test.each(["/feed", livePath])("%s: a ticket opens it once; an answer comes, and the socket stays", async (path) => {
  const { ticket } = await api.must(Ticket, "POST", "/api/v1/telemetry/ticket");
  const client = connectPlain(port, path, { query: `ticket=${ticket}` });
  if (path === "/feed") client.send("what?");
  await vi.waitFor(() => expect(client.messages.length).toBeGreaterThan(0), 10_000);
  expect(client.messages[0]).toEqual(
    path === "/feed" ? { error: "The message is not valid JSON" } : { hello: { at: expect.any(String), intervalMs: 250 } },
  );
  const twice = connectPlain(port, path, { query: `ticket=${ticket}` });
  await vi.waitFor(() => expect(twice.ended).toEqual(["401 unauthenticated"]), 10_000);
  expect(client.ended).toEqual([]);
});
