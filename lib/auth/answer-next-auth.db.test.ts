import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createUser } from "#lib/auth/create-user";
import { disableUser } from "#lib/auth/disable-user";
import { sessionActor } from "#lib/auth/session";
import { TestBrowser } from "#lib/auth/testing/browser";
import { testContext } from "#lib/auth/testing/context";
import { provideTestSecret } from "#lib/auth/testing/secret";
import { testDatabase } from "#lib/core/testing/database";

const db = testDatabase();
const password = "correct horse";
const sessionCookie = "next-auth.session-token";
const form = "application/x-www-form-urlencoded";
let email: string;
let id: string;
let browser: TestBrowser;
let address = 0;

beforeAll(provideTestSecret);
beforeEach(async () => {
  ({ email, id } = await createUser(testContext(db), { email: `${crypto.randomUUID()}@example.test`, password, name: "Ada" }));
  browser = new TestBrowser(db, `198.51.100.${++address}`);
});

describe("signing in", () => {
  test("JSON: the cookie is the session, http-only and lax; the answer says where to go", async () => {
    const response = await browser.signIn(email, password, { callbackUrl: "/my" });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ url: "http://fleet.example:3000/my" });
    const [cookie] = response.headers.getSetCookie().filter((one) => one.startsWith(sessionCookie));
    expect(cookie).toMatch(/; Path=\/;.* HttpOnly; SameSite=Lax$/);
    expect(cookie).not.toMatch(/Secure/);
    expect(await sessionActor(browser.cookieHeader)).toMatchObject({ userId: id, label: email, role: "user" });
  });

  test("a form: next-auth's own redirect", async () => {
    const body = { email, password, csrfToken: await browser.csrfToken(), callbackUrl: "/my" };
    const response = await browser.send("POST", "callback/credentials", body, form);
    expect([response.status, response.headers.get("location")]).toEqual([302, "http://fleet.example:3000/my"]);
    expect(await sessionActor(browser.cookieHeader)).toBeDefined();
  });

  test("over https the cookie is secure and guarded by its name", async () => {
    browser = new TestBrowser(db, "198.51.100.200", "https://fleet.example");
    const response = await browser.signIn(email, password);
    expect(response.headers.getSetCookie().find((one) => one.startsWith(`__Secure-${sessionCookie}`))).toMatch(/; Secure/);
    expect(await sessionActor(browser.cookieHeader)).toMatchObject({ userId: id });
  });

  test.each([
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "not a url :",
    "http://fleet.example:3000.evil.example/",
  ])("callbackUrl %s stays on this origin", async (callbackUrl) => {
    const { url }: { url: string } = await (await browser.signIn(email, password, { callbackUrl })).json();
    expect(new URL(url).origin).toBe("http://fleet.example:3000");
    const page = await browser.send("GET", `signin?callbackUrl=${encodeURIComponent(callbackUrl)}`);
    const location = new URL(page.headers.get("location") ?? "", "http://fleet.example:3000");
    expect([page.status, location.pathname]).toEqual([302, "/sign-in"]);
    expect(new URL(location.searchParams.get("callbackUrl") ?? "").origin).toBe("http://fleet.example:3000");
  });

  test("a callback cookie of elsewhere neither leads there nor breaks sign-in", async () => {
    for (const value of ["https%3A%2F%2Fevil.example", "%E0%A4%A", "junk"]) {
      browser.cookies.set("next-auth.callback-url", value);
      const { url }: { url: string } = await (await browser.signIn(email, password)).json();
      expect(new URL(url).origin).toBe("http://fleet.example:3000");
    }
  });

  test("wrong is 401 in JSON and the sign-in page with a code in a form; no session", async () => {
    await expect(browser.signIn(email, "wrong horse")).rejects.toMatchObject({ code: "unauthenticated" });
    const body = { email, password: "wrong horse", csrfToken: await browser.csrfToken() };
    const response = await browser.send("POST", "callback/credentials", body, form);
    expect(response.headers.get("location")).toContain("/api/auth/error?error=CredentialsSignin");
    expect(browser.cookies.has(sessionCookie)).toBe(false);
  });

  test("limited says how long to wait, in both", async () => {
    for (let i = 0; i < 5; i++) await browser.signIn(email, "wrong horse").catch(() => {});
    await expect(browser.signIn(email, password)).rejects.toMatchObject({ code: "rate_limited", retryAfterS: 5 });
    const body = { email, password, csrfToken: await browser.csrfToken() };
    const response = await browser.send("POST", "callback/credentials", body, form);
    expect(response.headers.get("location")).toMatch(/\/api\/auth\/error\?error=RateLimited%3A[1-5]$/);
    const page = await browser.send("GET", "error?error=RateLimited%3A5");
    expect(page.headers.get("location")).toBe("/sign-in?error=RateLimited:5");
  });

  test("without next-auth's token nothing happens", async () => {
    await expect(browser.send("POST", "callback/credentials", { email, password })).rejects.toMatchObject({ code: "forbidden" });
    await expect(browser.send("POST", "callback/credentials", { email, password, csrfToken: "x" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(browser.cookies.has(sessionCookie)).toBe(false);
  });

  test.each<[name: string, path: string, body: object | undefined]>([
    ["its log", "_log", { level: "error", code: "x" }],
    ["an unknown action", "nonsense", undefined],
    ["a prototype's name", "constructor", {}],
  ])("%s is not there", async (_name, path, body) => {
    await expect(browser.send(body ? "POST" : "GET", path, body)).rejects.toMatchObject({ code: "not_found" });
  });

  test.each(["callback/credentials", "callback/nobody?code=x", "callback"])("GET %s is nothing of ours", async (path) => {
    await expect(browser.send("GET", path)).rejects.toMatchObject({ code: "not_found" });
  });

  test("fields that are no text are refused, naming them", async () => {
    const body = { email: { $ne: "" }, password, csrfToken: "x" };
    await expect(browser.send("POST", "callback/credentials", body)).rejects.toMatchObject({
      code: "validation_failed",
      errors: [{ path: "email" }],
    });
  });

  test("a database that is away is that, not a wrong password", async () => {
    const csrfToken = await browser.csrfToken();
    const away = vi
      .spyOn(db, "rows")
      .mockRejectedValue(Object.assign(new Error("connect ECONNREFUSED 10.0.0.1:5432"), { code: "ECONNREFUSED" }));
    for (const type of [form, "application/json"])
      await expect(browser.send("POST", "callback/credentials", { email, password, csrfToken }, type)).rejects.toMatchObject({
        code: "ECONNREFUSED",
      });
    away.mockRestore();
  });
});

describe("the session", () => {
  test("says who it is, and each look renews it for 12 h", async () => {
    await browser.signIn(email, password);
    const before = browser.cookies.get(sessionCookie);
    const response = await browser.send("GET", "session");
    expect(await response.json()).toEqual({ expires: expect.any(String), user: { id, email, name: "Ada", role: "user" } });
    const cookie = response.headers.getSetCookie().find((one) => one.startsWith(sessionCookie)) ?? "";
    const lifeMs = new Date(/Expires=([^;]+)/.exec(cookie)?.[1] ?? 0).getTime() - Date.now();
    expect(Math.round(lifeMs / 60_000)).toBe(720);
    expect(browser.cookies.get(sessionCookie)).not.toBe(before);
    expect(await sessionActor(browser.cookieHeader)).toMatchObject({ userId: id });
  });

  test("ends with the account, and its cookie goes", async () => {
    await browser.signIn(email, password);
    await disableUser(testContext(db), { id });
    expect(await (await browser.send("GET", "session")).json()).toEqual({});
    expect(browser.cookies.has(sessionCookie)).toBe(false);
  });

  test("survives a database that is away", async () => {
    await browser.signIn(email, password);
    const away = vi.spyOn(db, "rows").mockRejectedValue(Object.assign(new Error("away"), { code: "ECONNREFUSED" }));
    await expect(browser.send("GET", "session")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    away.mockRestore();
    expect(browser.cookies.has(sessionCookie)).toBe(true);
    expect(await sessionActor(browser.cookieHeader)).toBeDefined();
  });

  test("signing out removes the cookie", async () => {
    await browser.signIn(email, password);
    const response = await browser.send("POST", "signout", { csrfToken: await browser.csrfToken(), callbackUrl: "/sign-in" });
    expect(await response.json()).toEqual({ url: "http://fleet.example:3000/sign-in" });
    expect(browser.cookies.has(sessionCookie)).toBe(false);
  });
});
