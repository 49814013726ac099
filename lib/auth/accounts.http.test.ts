import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { sharedServer } from "../../e2e/fixtures/http.ts";
import { signIn } from "../../e2e/fixtures/sign-in.ts";

const { url, api } = sharedServer();
const password = "correct horse";
const Created = z.object({ id: z.uuid(), uid: z.number().int(), uuid: z.uuid(), email: z.string(), role: z.string() });
let user: z.output<typeof Created>;

const newUser = async (role = "user") => {
  const answer = await api.post("/api/v1/admin/users", { email: `${crypto.randomUUID()}@example.test`, password, role });
  expect(answer.status, answer.text).toBe(201);
  return Created.parse(answer.json);
};
const anonymous = api.as(undefined);

beforeEach(async () => {
  user = await newUser();
});

describe("sessions", () => {
  test("a person sees who they are, and no more than a user may", async () => {
    const cookie = await signIn(url, { email: user.email, password });
    const me = await anonymous.get("/api/v1/me", { cookie });
    expect([me.status, me.json]).toEqual([
      200,
      { kind: "user", id: user.id, uid: user.uid, email: user.email, name: "", role: "user", hasSecondFactor: false, permissions: [] },
    ]);
    expect((await anonymous.get("/api/v1/admin/users", { cookie })).status).toBe(403);
    expect((await anonymous.get("/api/v1/me")).status).toBe(401);
  });

  test("disabling ends it on the next request", async () => {
    const cookie = await signIn(url, { email: user.email, password });
    expect((await anonymous.get("/api/v1/me", { cookie })).status).toBe(200);
    expect((await api.post(`/api/v1/admin/users/${user.id}/disable`)).status).toBe(200);
    expect((await anonymous.get("/api/v1/me", { cookie })).status).toBe(401);
    await expect(signIn(url, { email: user.email, password })).rejects.toThrow("CredentialsSignin");
    expect((await api.post(`/api/v1/admin/users/${user.id}/disable`)).status).toBe(409);
  });

  test("signing out everywhere ends all of them", async () => {
    const cookies = [await signIn(url, { email: user.email, password }), await signIn(url, { email: user.email, password })];
    expect((await anonymous.post("/api/v1/me/sign-out-everywhere", {}, { cookie: cookies[0] ?? "", origin: url })).status).toBe(204);
    for (const cookie of cookies) expect((await anonymous.get("/api/v1/me", { cookie })).status).toBe(401);
  });

  test("a write with a session comes from our own pages only", async () => {
    const cookie = await signIn(url, { email: user.email, password });
    const write = (headers: Record<string, string>) => anonymous.post("/api/v1/me/sign-out-everywhere", {}, { cookie, ...headers });
    expect((await write({ origin: "https://evil.example" })).status).toBe(403);
    expect((await write({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await anonymous.get("/api/v1/me", { cookie })).status).toBe(200);
  });

  test("a new role and a new password count at once", async () => {
    const cookie = await signIn(url, { email: user.email, password });
    await api.send("PATCH", `/api/v1/admin/users/${user.id}`, { role: "admin" });
    expect((await anonymous.get("/api/v1/admin/users?limit=1", { cookie })).status).toBe(200);
    await api.send("PATCH", `/api/v1/admin/users/${user.id}`, { role: "user", password: "battery staple" });
    expect((await anonymous.get("/api/v1/me", { cookie })).status).toBe(401);
    expect(
      (await anonymous.get("/api/v1/me", { cookie: await signIn(url, { email: user.email, password: "battery staple" }) })).status,
    ).toBe(200);
  });
});

describe("sign-in", () => {
  /** JSON, as our own page does it, from an address of its own (a proxy on this machine is believed). */
  async function trySignIn(address: string, body: object = {}) {
    const headers = { "x-forwarded-for": address };
    const csrf = await anonymous.get("/api/auth/csrf", headers);
    const cookie = csrf.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    const { csrfToken } = csrf.json as { csrfToken: string };
    return anonymous.post("/api/auth/callback/credentials", { email: user.email, password, csrfToken, ...body }, { ...headers, cookie });
  }

  test("wrong ones are 401, then 429 with the wait; strangers do not lock the owner out", async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await trySignIn("198.51.100.1", { password: "wrong horse" })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const limited = await trySignIn("198.51.100.1");
    expect([limited.status, limited.json]).toMatchObject([429, { code: "rate_limited", status: 429 }]);
    expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await trySignIn("198.51.100.2")).status).toBe(200);
  });

  test("unknown accounts get the same answer", async () => {
    const answers = [
      await trySignIn("198.51.100.3", { password: "wrong" }),
      await trySignIn("198.51.100.4", { email: "nobody@example.test" }),
    ];
    const [one, two] = answers.map(({ status, json }) => ({ status, ...(json as object), requestId: "" }));
    expect(one).toEqual(two);
    expect(one).toMatchObject({ status: 401, code: "unauthenticated" });
  });

  test.each(["https://evil.example/", "//evil.example", "javascript:alert(1)", "::"])("callbackUrl %s stays here", async (callbackUrl) => {
    const answer = await trySignIn("198.51.100.5", { callbackUrl });
    expect(new URL((answer.json as { url: string }).url).origin).toBe(url);
    const page = await anonymous.get(`/api/auth/signin?callbackUrl=${encodeURIComponent(callbackUrl)}`);
    expect([page.status, page.headers.get("location")?.startsWith("/sign-in?")]).toEqual([302, true]);
  });
});

describe("keys", () => {
  test("a key does what it may, until it is revoked", async () => {
    const made = await api.post("/api/v1/admin/api-keys", { name: "reader", permissions: ["users:read"] });
    expect([made.status, made.json]).toMatchObject([201, { key: expect.stringMatching(/^fl_/), permissions: ["users:read"] }]);
    const { id, key } = made.json as { id: string; key: string };
    const reader = api.as(key);
    expect((await reader.get("/api/v1/admin/users?limit=1")).status).toBe(200);
    expect((await reader.post("/api/v1/admin/users", { email: "x@example.test" })).status).toBe(403);
    expect((await reader.get("/api/v1/admin/api-keys")).status).toBe(403);
    expect((await api.send("DELETE", `/api/v1/admin/api-keys/${id}`)).status).toBe(204);
    expect((await reader.get("/api/v1/admin/users?limit=1")).status).toBe(401);
  });

  test("a bad bearer is 401 even beside a good session", async () => {
    const cookie = await signIn(url, { email: user.email, password });
    for (const bearer of ["%E0%A4%A", "x", "fl_a_b", "fln_0123456789abcdef0123456789"]) {
      const answer = await anonymous.get("/api/v1/me", { cookie, authorization: `Bearer ${bearer}` });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([401, "application/problem+json"]);
    }
  });
});

test("set-up is over", async () => {
  expect((await anonymous.get("/api/v1/setup")).json).toEqual({ needed: false, codeRequired: false });
  const answer = await anonymous.post("/api/v1/setup", { email: "root@example.test", password });
  expect([answer.status, answer.json]).toMatchObject([409, { code: "wrong_state", state: { needed: false } }]);
});

test("a password link is used once", async () => {
  const link = await api.post(`/api/v1/admin/users/${user.id}/password-link`);
  expect(link.status).toBe(201);
  const token = (link.json as { path: string }).path.split("#")[1];
  const redeem = () => anonymous.post("/api/v1/password", { token, password: "battery staple" });
  expect([(await redeem()).status, (await redeem()).status]).toEqual([204, 404]);
  await signIn(url, { email: user.email, password: "battery staple" });
});

test("the audit log lists and exports", async () => {
  await api.send("PATCH", `/api/v1/admin/users/${user.id}`, { name: "=HYPERLINK(1)" });
  const place = `/api/v1/admin/audit?subjectKind=user&subjectId=${user.id}`;
  const list = await api.get(place);
  expect(list.json).toMatchObject({
    items: [{ action: "user.update", diff: { name: ["", "=HYPERLINK(1)"] } }, { action: "user.create" }],
    nextCursor: null,
  });
  const csv = await api.get(`${place}&format=csv`);
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(csv.text.trim().split("\r\n")).toHaveLength(3);
  expect((await api.get("/api/v1/admin/audit?nonsense=1")).json).toMatchObject({ status: 400, errors: [{ path: "nonsense" }] });
});
