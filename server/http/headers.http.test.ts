import { expect, test } from "vitest";
import { sharedServer } from "../../e2e/fixtures/http.ts";

const { url } = sharedServer();

const cases = [
  { path: "/sign-in", status: 200 },
  { path: "/my/nothing-here", status: [307, 404] },
  { path: "/healthz", status: 200 },
  { path: "/readyz", status: 200 },
  { path: "/api/v1/openapi.json", status: 200 },
  { path: "/api/v1/me", status: 401 },
  { path: "/api/v1/nothing", status: 404 },
  { path: "/api/auth/session", status: 200 },
  { path: "/_next/static/nothing.js", status: 404 },
  { path: "/%E0%A4%A", status: 400 },
];

test.each(cases)("$path carries every header", async ({ path, status }) => {
  const answer = await fetch(url + path, { redirect: "manual" });
  expect([status].flat()).toContain(answer.status);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": expect.stringContaining("camera=()"),
    "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(answer.headers.has("x-powered-by")).toBe(false);
});

test("every script and style of a page carries the answer's nonce", async () => {
  const answer = await fetch(`${url}/sign-in`);
  const nonce = /'nonce-([^']+)'/.exec(answer.headers.get("content-security-policy") ?? "")?.[1];
  const html = await answer.text();
  const tags = [...html.matchAll(/<(?:script|style)\b[^>]*>/g)].map(([tag]) => tag);
  expect(tags.length).toBeGreaterThan(3);
  expect(tags.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
});

test("a body of 9 MB is refused by the real server, with and without a length", async () => {
  const large = "x".repeat(9_000_000);
  for (const path of ["/api/v1/password", "/api/v1/server/UniProxy/push"]) {
    const answer = await fetch(url + path, { method: "POST", body: large, headers: { "content-type": "application/json" } }).catch(
      () => undefined,
    );
    // The connection may be gone before so much is sent; then there was no acceptance either.
    if (answer) expect(answer.status).toBe(413);
  }
});
