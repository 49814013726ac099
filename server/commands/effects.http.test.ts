import { expect, test } from "vitest";
import { z } from "zod";
import { sharedServer } from "../../e2e/fixtures/http.ts";
import { makeServer, makeUser, userPassword } from "../../e2e/fixtures/seed.ts";
import { signIn } from "../../e2e/fixtures/sign-in.ts";
import { testDataFolder } from "../testing/data-folder.ts";
import { runOperatorCommand } from "./testing/run.ts";

const { url, api, databaseUrl } = sharedServer();
const env = { DATABASE_URL: databaseUrl, FLEETLIGHT_DATA_DIR: testDataFolder() };

async function admin<S extends z.ZodType>(view: S, ...args: string[]): Promise<z.output<S>> {
  const { code, out, err } = await runOperatorCommand("admin", [...args, "--json"], env);
  if (code !== 0) throw new Error(err);
  return view.parse(JSON.parse(out));
}

const Account = z.object({ id: z.string(), disabledAt: z.string().nullable() });

test("an account that is disabled on the machine is out of the running server within seconds, and the audit log says by whom", async () => {
  const user = await makeUser(api);
  const cookie = await signIn(url, { email: user.email, password: userPassword });
  const status = async () => (await fetch(`${url}/api/v1/me`, { headers: { cookie } })).status;
  expect(await status()).toBe(200);
  const { id, disabledAt } = await admin(Account, "disable", user.email);
  expect([id, disabledAt === null]).toEqual([user.id, false]);
  await expect.poll(status, { timeout: 10_000, interval: 100 }).toBe(401);
  const Audit = z.object({ items: z.array(z.object({ action: z.string(), actorKind: z.string(), actorLabel: z.string() })) });
  const { items } = await api.must(Audit, "GET", `/api/v1/admin/audit?subjectKind=user&subjectId=${user.id}&action=user.disable`);
  expect(items).toEqual([{ action: "user.disable", actorKind: "system", actorLabel: "command line" }]);
});

test("a key that is made works at once, and one that is revoked does not", async () => {
  const made = await admin(
    z.object({ key: z.string(), prefix: z.string() }),
    "create-key",
    "from the machine",
    "--permission",
    "fleet:read",
  );
  const status = async () => (await api.as(made.key).get("/api/v1/admin/node-servers")).status;
  expect(await status()).toBe(200);
  await admin(z.unknown(), "revoke-key", made.prefix);
  expect(await status()).toBe(401);
});

test("a token that is replaced on the machine: the old one is refused, the new one reports", async () => {
  const server = await makeServer(api, { compatibility: "native" });
  const beat = async (token: string) => (await api.as(token).post("/api/v1/agent/heartbeat", {})).status;
  expect(await beat(server.token)).toBe(200);
  const { token } = await admin(z.object({ token: z.string() }), "rotate-token", String(server.id));
  expect([await beat(server.token), await beat(token)]).toEqual([403, 200]);
});

test("who does not exist is named", async () => {
  const answer = await runOperatorCommand("admin", ["disable", "nobody@example.test"], env);
  expect(answer).toMatchObject({
    code: 1,
    out: "",
    err: "fleetlight: There is no account nobody@example.test: say its e-mail address, uid or id\n",
  });
});
