import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { DomainError } from "#lib/core/errors";
import { plainRequest, rawRequest } from "../testing/raw-request.ts";
import { startIngestPort, type TestPort } from "./testing/ingest-port.ts";
import { connectNode, disconnectNodes } from "./testing/node-client.ts";

let port: TestPort;
afterEach(async () => {
  disconnectNodes();
  await port.close();
});

const Refusal = z.object({ type: z.string(), status: z.number(), code: z.string(), detail: z.string(), requestId: z.uuid() });
/** `403 forbidden`, or `in` for one that was let in. */
const entry = async (path: string, options = {}) => {
  const { ended } = await connectNode(port.port, path, options);
  const [answer] = ended;
  if (answer === undefined) return "in";
  return `${answer.slice(0, 3)} ${Refusal.parse(JSON.parse(answer.slice(4))).code}`;
};

test("an allowed address needs no token; a token needs no allowed address; a wrong one helps nobody", async () => {
  port = await startIngestPort({ allow: ["127.0.0.0/8"] });
  port.tokens.set("flt_good", "id of good");
  expect(await entry("/submit")).toBe("in");
  expect(await entry("/")).toBe("in");
  expect(await entry("/submit/flt_good")).toBe("in");
  expect(await entry("/submit/flt_bad")).toBe("401 unauthenticated");
  expect(await entry("/audit/flt_bad")).toBe("401 unauthenticated");
  expect(port.ingest.sockets.all().map(({ tokenId, audit }) => [tokenId, audit])).toEqual([
    [undefined, false],
    [undefined, false],
    ["id of good", false],
  ]);
  await port.close();
  port = await startIngestPort({ allow: ["10.0.0.0/8"] });
  port.tokens.set("flt_good", "id of good");
  expect(await entry("/submit")).toBe("403 forbidden");
  expect(await entry("/audit")).toBe("403 forbidden");
  expect(await entry("/audit/flt_good")).toBe("in");
  expect(port.counters).toMatchObject({ socketsOpened: 1, socketsRefused: 2 });
});

test("who stands behind a proxy of this machine is asked, not the proxy", async () => {
  port = await startIngestPort({ allow: ["127.0.0.0/8", "198.51.100.0/24"] });
  expect(await entry("/submit", { headers: { "x-forwarded-for": "203.0.113.9" } })).toBe("403 forbidden");
  expect(await entry("/submit", { headers: { "x-forwarded-for": "10.0.0.1, 198.51.100.9" } })).toBe("in");
  expect(await entry("/submit", { headers: { forwarded: "for=203.0.113.9" } })).toBe("403 forbidden");
  // A proxy that does not say for whom it asks.
  expect(await entry("/submit", { headers: { host: "fleet.example" } })).toBe("403 forbidden");
  expect(port.ingest.sockets.all().map(({ address }) => address)).toEqual(["198.51.100.9"]);
});

test("a page of another site cannot use a browser that stands inside; with a token it may", async () => {
  port = await startIngestPort();
  port.tokens.set("flt_good", "id of good");
  const origin = "https://evil.example";
  expect(await entry("/submit", { origin })).toBe("403 forbidden");
  expect(await entry("/submit/flt_good", { origin })).toBe("in");
  expect(await entry("/submit", { origin: `http://127.0.0.1:${port.port}` })).toBe("in");
});

test("a refusal says no more than needed: no word of ranges, tokens or what else there is", async () => {
  port = await startIngestPort({ allow: ["10.0.0.0/8"] });
  const texts = await Promise.all(["/submit", "/submit/flt_x"].map(async (path) => (await connectNode(port.port, path)).ended[0] ?? ""));
  expect(texts.map((text) => Refusal.parse(JSON.parse(text.slice(4))).detail)).toEqual([
    "This address needs a token to send telemetry",
    "The token is not valid",
  ]);
  expect(texts.join()).not.toMatch(/10\.0\.0|flt_|TELEMETRY_ALLOW/);
});

test("another path is nobody's; a request that is no proper one for a WebSocket is a problem", async () => {
  port = await startIngestPort();
  const upgrade = { connection: "Upgrade", upgrade: "websocket" };
  const statusOf = async (path: string, headers: Record<string, string>) => {
    const { status, body } = await rawRequest(port.port, plainRequest("GET", path, headers));
    return `${status} ${Refusal.parse(JSON.parse(body)).code}`;
  };
  expect(await statusOf("/submits", upgrade)).toBe("404 not_found");
  expect(await statusOf("/submit/a/b", upgrade)).toBe("404 not_found");
  expect(await statusOf("/submit", { ...upgrade, "sec-websocket-version": "13" })).toBe("400 bad_request");
});

test("so many wait to be let in; one more is told to come back", async () => {
  const decide: ((id: string | undefined) => void)[] = [];
  port = await startIngestPort({ maxPending: 2, findToken: () => new Promise((resolve) => decide.push(resolve)) });
  const waiting = [entry("/submit/a"), entry("/submit/b")];
  await vi.waitFor(() => expect(decide).toHaveLength(2));
  expect(await entry("/submit/c")).toBe("429 rate_limited");
  for (const each of decide) each("some id");
  expect(await Promise.all(waiting)).toEqual(["in", "in"]);
  const fourth = entry("/submit/d");
  await vi.waitFor(() => expect(decide).toHaveLength(3));
  decide[2]?.("some id");
  expect(await fourth).toBe("in");
});

test("who guesses tokens is slowed down before any is looked for; addresses that need none are not", async () => {
  const asked: string[] = [];
  port = await startIngestPort({
    findToken: async (token) => void asked.push(token),
    limitAttempts(address) {
      if (address === "127.0.0.1" && asked.length === 2) throw new DomainError("rate_limited", "Too many");
    },
  });
  const answers: string[] = [];
  for (const guess of ["a", "b", "c"]) answers.push(await entry(`/submit/${guess}`));
  expect([answers, asked]).toEqual([
    ["401 unauthenticated", "401 unauthenticated", "429 rate_limited"],
    ["a", "b"],
  ]);
  expect(await entry("/submit")).toBe("in");
});

test("while the database is away nobody knows whether a token is valid", async () => {
  const gone = Object.assign(new Error("gone"), { code: "ECONNREFUSED" });
  port = await startIngestPort({ findToken: () => Promise.reject(gone) });
  expect(await entry("/submit/flt_x")).toBe("503 database_unavailable");
  expect(await entry("/submit")).toBe("in");
});
