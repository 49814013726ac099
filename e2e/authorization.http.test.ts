import { beforeAll, describe, expect, test } from "vitest";
import { expectedAnswer, isAsExpected } from "./authorization/expected-answer.ts";
import { type DeclaredRoute, declaredRoutes, pages } from "./authorization/manifest.ts";
import { makePeople, type People, type Principal } from "./authorization/principals.ts";
import { sampleRequest } from "./authorization/samples.ts";
import { sharedServer } from "./fixtures/http.ts";
import { signIn } from "./fixtures/sign-in.ts";
import { firstAdmin } from "./fixtures/start-server.ts";

const { api } = sharedServer();
const stranger = api.as(undefined);
let people: People;

beforeAll(async () => {
  people = await makePeople(api);
});

const named = declaredRoutes.map((route) => [`${route.method} ${route.path} (${route.policy})`, route] as const);
const takesBody = (method: string) => !["GET", "HEAD", "DELETE"].includes(method);

/** A path about nothing that exists; catch-alls get a path that nobody has. */
function pathOf(route: DeclaredRoute): string {
  const sample = sampleRequest(route.method, route.path);
  return sample?.path ?? route.path.replaceAll(/\{\.\.\.\w+\}/g, "there/is/no/such/path").replaceAll(/\{\w+\}/g, "1");
}

/**
 * A request that is authorised like any other, but can change nothing: it carries a parameter that no operation knows, and
 * permission is checked before anything is parsed.
 */
function harmless(route: DeclaredRoute, headers: Record<string, string>) {
  return takesBody(route.method)
    ? stranger.send(route.method, pathOf(route), { thereIsNoSuchParameter: 1 }, headers)
    : stranger.send(route.method, `${pathOf(route)}?thereIsNoSuchParameter=1`, undefined, headers);
}

test("there is something to walk", () => {
  expect(declaredRoutes.length).toBeGreaterThan(10);
});

describe("everybody at every route", () => {
  test.each(named)("%s", async (_name, route) => {
    const wrong = await Promise.all(people.principals.map((who) => mismatch(route, who)));
    expect(wrong.filter((line) => line !== undefined)).toEqual([]);
  });
});

async function mismatch(route: DeclaredRoute, who: Principal): Promise<string | undefined> {
  const expected = expectedAnswer(route, who);
  const { status } = await harmless(route, who.headers);
  return isAsExpected(status, expected) ? undefined : `${who.name}: ${status} instead of ${expected}`;
}

describe("a node with its own token at its protocols", () => {
  test.each(named.filter(([, { kind, policy }]) => kind === "protocol" && policy === "node"))("%s", async (_name, route) => {
    const { id, token } = people.node;
    const credentials = new URLSearchParams({ node_id: String(id), node_type: "vless", token, key: token, muKey: token });
    const path = route.path.replaceAll(/\{\w+\}/g, String(id));
    const { status } = await stranger.send(route.method, `${path}?${credentials}`, takesBody(route.method) ? {} : undefined, {
      authorization: `Bearer ${token}`,
    });
    expect([401, 403, 404].includes(status) || status >= 500 ? status : "let in").toBe("let in");
  });
});

/** Paths of outside protocols whose answer about somebody unknown is an empty list. */
const emptyOfUnknown = new Set(["/reputation/{peer_id}"]);

describe("what does not exist is not found", () => {
  const withId = named.filter(([, { kind, path }]) => kind === "operation" && /\{\w+\}/.test(path) && !emptyOfUnknown.has(path));
  test.each(withId)("%s", async (_name, route) => {
    const sample = sampleRequest(route.method, route.path);
    if (!sample) throw new Error(`${route.path} is not in the reference`);
    const answer = await api.send(
      route.method,
      `${sample.path}?${new URLSearchParams(sample.query)}`,
      takesBody(route.method) ? (sample.body ?? {}) : undefined,
    );
    expect({ status: answer.status, code: codeOf(answer.json) }).toEqual({ status: 404, code: "not_found" });
  });
});

describe("what is somebody else's is not found", () => {
  const forOthers = named.filter(
    ([, route]) => route.policy === "signed-in" && sampleRequest(route.method, route.path)?.queryNames.includes("userId"),
  );
  test("there are such routes", () => {
    expect(forOthers.length).toBeGreaterThan(0);
  });
  test.each(forOthers.filter(([, route]) => !/\{\w+\}/.test(route.path)))("%s", async (_name, route) => {
    const sample = sampleRequest(route.method, route.path);
    const ask = (userId: string, headers: Record<string, string>) =>
      stranger.send(route.method, `${sample?.path}?${new URLSearchParams({ ...sample?.query, userId })}`, undefined, headers);
    const [own, others, asAdmin] = [
      await ask(people.user.id, { cookie: people.user.cookie }),
      await ask(people.other.id, { cookie: people.user.cookie }),
      await ask(people.other.id, { cookie: people.admin.cookie }),
    ];
    expect({ own: own.status, others: others.status, asAdmin: asAdmin.status }).toEqual({ own: 200, others: 404, asAdmin: 200 });
  });
});

describe("everybody at every page", () => {
  const open = pages.filter(({ path }) => !path.includes("{"));
  test.each(open.map((page) => [`${page.path} (${page.area})`, page] as const))("%s", async (_name, { path, area }) => {
    const [strange, user, admin] = [
      await page(path),
      await page(path, people.user.cookie),
      await page(path, await signIn(api.url, firstAdmin)),
    ];
    if (area !== "public") expect(strange).toMatch(/^30[237] .*\/sign-in/);
    if (area === "admin") expect(user).not.toMatch(/^200/);
    if (area === "signed-in") expect(user).toMatch(/^200|^30[237] /);
    if (area === "admin") expect(admin).toMatch(/^200|^30[237] /);
    expect([strange, user, admin].filter((answer) => answer.startsWith("5"))).toEqual([]);
  });
});

/** Status, and where a redirect leads. */
async function page(path: string, cookie?: string): Promise<string> {
  const { status, headers } = await stranger.get(path, { accept: "text/html", ...(cookie === undefined ? {} : { cookie }) });
  return `${status} ${headers.get("location") ?? ""}`;
}

function codeOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "code" in body ? body.code : body;
}
