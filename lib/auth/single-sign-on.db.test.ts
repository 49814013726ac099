import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { bootstrap } from "#lib/auth/bootstrap";
import { createUser } from "#lib/auth/create-user";
import { disableUser } from "#lib/auth/disable-user";
import { sessionActor } from "#lib/auth/session";
import { TestBrowser } from "#lib/auth/testing/browser";
import { testContext } from "#lib/auth/testing/context";
import { type OidcServer, startOidcServer } from "#lib/auth/testing/oidc-server";
import { provideTestSecret } from "#lib/auth/testing/secret";
import { testUser } from "#lib/auth/testing/user";
import { parseEnv } from "#lib/core/env";
import { forgetSingleton, singleton } from "#lib/core/singleton";
import { testDatabase } from "#lib/core/testing/database";

const db = testDatabase();
let provider: OidcServer;
let email: string;

beforeAll(async () => {
  provideTestSecret();
  provider = await startOidcServer("fleetlight");
  const values = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: "fleetlight",
    OIDC_CLIENT_SECRET: "s3cret",
    OIDC_ADMIN_GROUP: "operators",
  };
  forgetSingleton("env");
  singleton("env", () => parseEnv(values));
});
afterAll(async () => {
  forgetSingleton("env");
  await provider.close();
});
beforeEach(() => {
  email = `${crypto.randomUUID()}@example.test`;
  provider.claims = { sub: email, email: email.toUpperCase(), email_verified: true, name: "Ada" };
  provider.userinfo = {};
});

/** The whole dance: our page, the provider, back. */
async function enter(callbackUrl = "/my"): Promise<{ browser: TestBrowser; location: string | null }> {
  const browser = new TestBrowser(db);
  const begun = await browser.send("POST", "signin/oidc", { csrfToken: await browser.csrfToken(), callbackUrl });
  const { url }: { url: string } = await begun.json();
  expect(new URL(url).origin).toBe(provider.issuer);
  const back = new URL((await fetch(url, { redirect: "manual" })).headers.get("location") ?? "");
  expect(`${back.origin}${back.pathname}`).toBe("http://fleet.example:3000/api/auth/callback/oidc");
  const response = await browser.send("GET", `callback/oidc${back.search}`);
  return { browser, location: response.headers.get("location") };
}

const who = async ({ browser }: { browser: TestBrowser }) => sessionActor(browser.cookieHeader);
const accounts = () => db.prisma.appUser.findMany({ where: { email } });

test("somebody new gets an account, once, and a session", async () => {
  const entered = await enter();
  expect(entered.location).toBe("http://fleet.example:3000/my");
  expect(await who(entered)).toMatchObject({ label: email, role: "user" });
  await enter();
  expect(await accounts()).toMatchObject([{ name: "Ada", passwordHash: null }]);
  const audit = await db.prisma.auditLog.findMany({ where: { subjectId: (await accounts())[0]?.id ?? "" }, orderBy: { id: "asc" } });
  expect(audit.map(({ action, actorLabel }) => [action, actorLabel])).toEqual([
    ["user.create", "single sign-on"],
    ["user.sign-in", email],
    ["user.sign-in", email],
  ]);
});

test("an account with that e-mail is the same person", async () => {
  const user = await createUser(testContext(db), { email, password: "correct horse" });
  expect(await who(await enter())).toMatchObject({ userId: user.id });
});

test("the group makes an admin, whichever place says so, and leaving it ends that; the last admin stays", async () => {
  await testUser(db, { role: "admin" });
  provider.userinfo = { groups: ["staff", "operators"] };
  expect(await who(await enter())).toMatchObject({ role: "admin" });
  provider.userinfo = { groups: ["staff"] };
  expect(await who(await enter())).toMatchObject({ role: "user" });
  provider.claims.groups = ["operators"];
  provider.userinfo = {};
  expect(await who(await enter())).toMatchObject({ role: "admin" });
  await db.prisma.appUser.updateMany({ where: { NOT: { email } }, data: { role: "user" } });
  provider.claims.groups = [];
  expect(await who(await enter())).toMatchObject({ role: "admin" });
});

test.each([
  ["no e-mail", { email: undefined }],
  ["one that is not verified", { email_verified: false }],
  ["one of which nothing is said", { email_verified: undefined }],
])("%s is nobody", async (_name, claims) => {
  Object.assign(provider.claims, claims);
  const entered = await enter();
  expect(entered.location).toBe("http://fleet.example:3000/api/auth/error?error=AccessDenied");
  expect(await who(entered)).toBeUndefined();
  expect(await accounts()).toEqual([]);
});

test("a disabled account stays out", async () => {
  const { id } = await createUser(testContext(db), { email });
  await disableUser(testContext(db), { id });
  expect(await who(await enter())).toBeUndefined();
});

test("an answer that nobody asked for is refused", async () => {
  const browser = new TestBrowser(db);
  const response = await browser.send("GET", "callback/oidc?code=x&state=y");
  expect(response.headers.get("location")).toContain("error=OAuthCallback");
  expect(browser.cookies.has("next-auth.session-token")).toBe(false);
});

test("userinfo about somebody else is refused", async () => {
  provider.userinfo = { sub: "somebody else", groups: ["operators"] };
  expect(await who(await enter())).toBeUndefined();
});

test("callbackUrl stays on this origin", async () => {
  expect((await enter("https://evil.example/")).location).toBe("http://fleet.example:3000/");
});

test("the page learns that there is a provider", async () => {
  expect(await (await new TestBrowser(db).send("GET", "providers")).json()).toMatchObject({
    oidc: { name: "Single sign-on" },
    credentials: {},
  });
});

test("half of a provider stops the start in one line", async () => {
  const env = {
    BOOTSTRAP_ADMIN_EMAIL: "",
    BOOTSTRAP_ADMIN_PASSWORD: "",
    BOOTSTRAP_API_KEY: "",
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: "x",
  };
  await expect(bootstrap(db, env)).rejects.toThrow(/OIDC_CLIENT_SECRET="": expected a value/);
});
