import type { ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { echo, type FrontServer, startFrontServer } from "../testing/front-server.ts";
import type { RequestHandler } from "./front.ts";

let server: FrontServer | undefined;
afterEach(() => server?.close());

async function serverWith(app: RequestHandler, publicUrl?: string): Promise<FrontServer> {
  server = await startFrontServer(app, publicUrl ? { publicUrl: new URL(publicUrl) } : {});
  return server;
}

test("while the process starts, everybody is told to come back", async () => {
  const { state, url } = await serverWith(echo);
  state.app = undefined;
  for (const path of ["/healthz", "/api/v1/things", "/my"]) {
    const answer = await fetch(url + path);
    expect([path, answer.status, answer.headers.get("retry-after")]).toEqual([path, 503, "1"]);
  }
});

test("while the process stops, only probes are answered, and connections end", async () => {
  const { state, url } = await serverWith(echo);
  state.isDraining = true;
  const answer = await fetch(`${url}/api/v1/things`);
  expect(await answer.json()).toMatchObject({ status: 503, code: "shutting_down" });
  expect([answer.headers.get("retry-after"), answer.headers.get("connection")]).toEqual(["2", "close"]);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test("while the database is away, the API answers 503, pages say so in words, probes and files are served", async () => {
  const { state, url } = await serverWith(echo);
  state.isDatabaseAway = true;
  const api = await fetch(`${url}/api/v1/things`);
  expect(await api.json()).toMatchObject({ code: "database_unavailable" });
  const page = await fetch(`${url}/my`);
  expect([page.status, page.headers.get("retry-after"), page.headers.get("content-type")]).toEqual([503, "2", "text/html; charset=utf-8"]);
  expect(await page.text()).toContain("The database does not answer");
  for (const path of ["/healthz", "/_next/static/chunk.js"]) expect((await fetch(url + path)).status).toBe(200);
});

test("whoever waits when the database goes away is answered, and what the handler says later is dropped", async () => {
  const held: ServerResponse[] = [];
  const { front, url } = await serverWith(async (_req, res) => void held.push(res));
  const waiting = [fetch(`${url}/api/v1/things`), fetch(`${url}/my`)];
  await expect.poll(() => held.length).toBe(2);
  front.databaseWentAway();
  const answers = await Promise.all(waiting);
  expect(answers.map(({ status }) => status)).toEqual([503, 503]);
  for (const res of held) {
    res.setHeader("x-late", "1");
    res.writeHead(200, { "content-type": "text/plain" });
    res.write("late");
    res.end("later");
  }
  await expect.poll(() => front.inFlight()).toBe(0);
  expect((await fetch(`${url}/api/v1/nothing`)).status).toBe(404);
});

test.each([
  { status: 404, code: "not_found" },
  { status: 500, code: "internal" },
  { status: 400, code: "bad_request" },
])("a $status in other words than ours becomes a problem under /api only", async ({ status, code }) => {
  const { url } = await serverWith(async (_req, res) => {
    res.setHeader("content-type", "text/html");
    res.statusCode = status;
    res.end("<pre>Error: at secret.ts:1</pre>");
  });
  const api = await fetch(`${url}/api/v1/things`);
  const text = await api.text();
  expect([api.status, api.headers.get("content-type")]).toEqual([status, "application/problem+json"]);
  expect(JSON.parse(text)).toMatchObject({ status, code });
  expect(text).not.toContain("secret.ts");
  expect(await (await fetch(`${url}/my`)).text()).toContain("secret.ts");
});

test("a handler that throws is a 500 without its words", async () => {
  const { url } = await serverWith(async () => {
    throw new Error("secret words");
  });
  const answer = await fetch(`${url}/api/v1/things`);
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain("secret");
});

test("behind https the browser is told to stay there, and the product knows its own address", async () => {
  const { url } = await serverWith(echo, "https://fleet.example");
  const answer = await fetch(`${url}/my`);
  expect(answer.headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}/);
  expect(await answer.json()).toMatchObject({ headers: { "x-forwarded-proto": "https", "x-forwarded-host": "fleet.example" } });
});
