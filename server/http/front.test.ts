import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { echo, type FrontServer, startFrontServer } from "../testing/front-server.ts";
import { plainRequest, rawRequest } from "../testing/raw-request.ts";

const Echo = z.object({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  length: z.number(),
  body: z.string(),
});
const Problem = z.object({ status: z.number(), code: z.string(), requestId: z.string(), detail: z.string() });

let server: FrontServer;
beforeAll(async () => {
  server = await startFrontServer(echo);
});
afterAll(() => server.close());

const mebibyte = 1024 * 1024;
const alwaysThere = [
  "x-content-type-options",
  "x-frame-options",
  "referrer-policy",
  "permissions-policy",
  "cross-origin-opener-policy",
  "content-security-policy",
  "x-request-id",
];

async function ask(path: string, init?: RequestInit): Promise<Response> {
  return fetch(new URL(path, server.url), { redirect: "manual", ...init });
}

test("a request arrives with our id and the peer's address, whatever the client claims", async () => {
  const claimed = {
    "x-request-id": "mine",
    "x-fleetlight-address": "9.9.9.9",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "evil.example",
    "x-nonce": "n",
    "x-middleware-subrequest": "x",
  };
  const answer = await ask("/api/v1/things?a=1", { headers: claimed });
  const { headers, url } = Echo.parse(await answer.json());
  expect(url).toBe("/api/v1/things?a=1");
  expect(headers["x-request-id"]).toBe(answer.headers.get("x-request-id"));
  expect(headers["x-request-id"]).not.toBe("mine");
  expect(headers["x-fleetlight-address"]).toBe("127.0.0.1");
  for (const name of ["x-forwarded-proto", "x-forwarded-host", "x-nonce", "x-middleware-subrequest", "content-security-policy"])
    expect(headers).not.toHaveProperty(name);
});

test("a page gets a nonce of its own in request and answer", async () => {
  const answers = await Promise.all([ask("/my/usage"), ask("/my/usage")]);
  const seen = await Promise.all(
    answers.map(async (answer) => ({
      policy: answer.headers.get("content-security-policy"),
      headers: Echo.parse(await answer.json()).headers,
    })),
  );
  for (const { policy, headers } of seen) {
    expect(headers["content-security-policy"]).toBe(policy);
    expect(policy).toContain(`script-src 'self' 'nonce-${headers["x-nonce"]}' 'strict-dynamic'`);
    expect(policy).not.toContain("unsafe-eval");
  }
  expect(new Set(seen.map(({ headers }) => headers["x-nonce"])).size).toBe(2);
});

const refused: {
  name: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
  status: number;
  code: string;
}[] = [
  { name: "an unknown path of the API", method: "GET", path: "/api/v1/nothing", status: 404, code: "not_found" },
  { name: "a method that a route lacks", method: "DELETE", path: "/api/v1/things", status: 405, code: "method_not_allowed" },
  { name: "a post to a page", method: "POST", path: "/my", status: 405, code: "method_not_allowed" },
  { name: "TRACE", method: "TRACE", path: "/my", status: 405, code: "method_not_allowed" },
  { name: "CONNECT", method: "CONNECT", path: "example.com:443", status: 405, code: "method_not_allowed" },
  { name: "a broken escape", method: "GET", path: "/my/%E0%A4%A", status: 400, code: "bad_request" },
  { name: "a NUL", method: "GET", path: "/my/%00", status: 400, code: "bad_request" },
  { name: "a backslash", method: "GET", path: "/\\evil.example", status: 400, code: "bad_request" },
  { name: "two slashes", method: "GET", path: "//evil.example/", status: 400, code: "bad_request" },
  { name: "another server's address", method: "GET", path: "http://evil.example/", status: 400, code: "bad_request" },
  { name: "a strange host", method: "GET", path: "/my", headers: { host: "a b" }, status: 400, code: "bad_request" },
  { name: "a server action", method: "GET", path: "/my", headers: { "next-action": "x" }, status: 400, code: "bad_request" },
  { name: "socket.io without a socket", method: "GET", path: "/socket.io/?EIO=4&transport=polling", status: 400, code: "bad_request" },
  {
    name: "a body that says it is too large",
    method: "POST",
    path: "/api/v1/things",
    headers: { "content-length": String(mebibyte + 1) },
    status: 413,
    code: "body_too_large",
  },
  {
    name: "a report that says it is too large",
    method: "POST",
    path: "/api/v1/server/UniProxy/push",
    headers: { "content-length": String(8 * mebibyte + 1) },
    status: 413,
    code: "body_too_large",
  },
  {
    name: "the same, asking first",
    method: "POST",
    path: "/api/v1/things",
    headers: { "content-length": "9999999", expect: "100-continue" },
    status: 413,
    code: "body_too_large",
  },
  {
    name: "a packed body",
    method: "POST",
    path: "/api/v1/things",
    headers: { "content-encoding": "gzip", "content-length": "0" },
    status: 415,
    code: "unsupported_media_type",
  },
  { name: "no host", method: "GET", path: "/my HTTP/1.1\r\nconnection: close\r\n\r\n", status: 400, code: "bad_request" },
  { name: "two hosts", method: "GET", path: "/my", headers: { Host: "b.example" }, status: 400, code: "bad_request" },
  {
    name: "a strange expectation",
    method: "POST",
    path: "/api/v1/things",
    headers: { expect: "wonders" },
    status: 400,
    code: "bad_request",
  },
  {
    name: "a broken router state",
    method: "GET",
    path: "/my",
    headers: { "next-router-state-tree": "%zz" },
    status: 400,
    code: "bad_request",
  },
  {
    name: "a strange router state",
    method: "GET",
    path: "/my",
    headers: { "next-router-state-tree": "xx" },
    status: 400,
    code: "bad_request",
  },
  { name: "no HTTP at all", method: "HELLO", path: "WORLD\r\n\r\n", status: 400, code: "bad_request" },
  { name: "headers without end", method: "GET", path: "/my", headers: { a: "x".repeat(40_000) }, status: 400, code: "bad_request" },
];

test.each(refused)("$name is refused with $status $code and all headers", async ({ method, path, headers = {}, body, status, code }) => {
  const answer = await rawRequest(server.port, plainRequest(method, path, headers, body));
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const problem = Problem.parse(JSON.parse(answer.body));
  expect(problem).toMatchObject({ status, code, requestId: answer.headers.get("x-request-id") });
  for (const name of alwaysThere) expect(answer.headers.get(name), name).toBeTruthy();
});

test("405 and OPTIONS name the methods there are", async () => {
  expect((await ask("/api/v1/things", { method: "DELETE" })).headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  const options = await ask("/api/v1/things", { method: "OPTIONS" });
  expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, POST, HEAD, OPTIONS"]);
});

test("a body without a length arrives whole, up to the limit and not a byte more", async () => {
  const streamed = (bytes: number) =>
    ask("/api/v1/things", { method: "POST", body: new Blob(["x".repeat(bytes)]).stream(), duplex: "half" } as RequestInit);
  const whole = Echo.parse(await (await streamed(mebibyte)).json());
  expect(whole).toMatchObject({ method: "POST", length: mebibyte });
  expect(whole.headers).toMatchObject({ "content-length": String(mebibyte) });
  expect(whole.headers).not.toHaveProperty("transfer-encoding");
  const tooMuch = await rawRequest(
    server.port,
    plainRequest("POST", "/api/v1/things", { "transfer-encoding": "chunked" }),
    `${(2 * mebibyte).toString(16)}\r\n`,
    "x".repeat(2 * mebibyte),
  );
  expect(tooMuch.status).toBe(413);
});

test.each([9, 24])("who sends %d MiB hears why it is too much, and not a broken pipe", async (mebibytes) => {
  const body = "x".repeat(mebibytes * mebibyte);
  const asked = Array.from({ length: 5 }, () => ask("/api/v1/things", { method: "POST", body }));
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([413, 413, 413, 413, 413]);
});

test("a browser's router state passes", async () => {
  const state = encodeURIComponent(JSON.stringify(["", { children: ["my", { children: ["__PAGE__", {}] }] }, null, null]));
  expect((await ask("/my", { headers: { "next-router-state-tree": state } })).status).toBe(200);
});

test("a report of 8 MiB passes", async () => {
  const answer = await ask("/api/v1/server/UniProxy/push", { method: "POST", body: "x".repeat(8 * mebibyte) });
  expect(Echo.parse(await answer.json()).length).toBe(8 * mebibyte);
});

test("an offer of HTTP/2 is an ordinary request; a WebSocket to nowhere is refused", async () => {
  const h2c = await rawRequest(server.port, plainRequest("GET", "/api/v1/things", { connection: "Upgrade, close", upgrade: "h2c" }));
  expect(h2c.status).toBe(200);
  const upgrade = { connection: "Upgrade", upgrade: "websocket" };
  expect((await rawRequest(server.port, plainRequest("GET", "/", upgrade))).status).toBe(404);
  expect((await rawRequest(server.port, plainRequest("GET", "/socket.io/?EIO=4", upgrade))).status).toBe(101);
});
