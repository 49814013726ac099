import { afterAll, beforeAll, expect, test } from "vitest";
import { Api } from "../../e2e/fixtures/api.ts";
import { ownServer } from "../../e2e/fixtures/http.ts";
import { signIn } from "../../e2e/fixtures/sign-in.ts";
import type { TestServer } from "../../e2e/fixtures/start-server.ts";

const password = "correct horse";
let server: TestServer;

beforeAll(async () => {
  server = await ownServer({ env: { BOOTSTRAP_ADMIN_EMAIL: "", BOOTSTRAP_ADMIN_PASSWORD: "", PUBLIC_URL: "" } });
});
afterAll(() => server?.stop());

test("of ten who set up at once one becomes the admin, who signs in without PUBLIC_URL", async () => {
  const anonymous = new Api(server.url);
  expect((await anonymous.get("/api/v1/setup")).json).toEqual({ needed: true, codeRequired: false });
  const far = { "x-forwarded-for": "198.51.100.1" };
  expect((await anonymous.get("/api/v1/setup", far)).json).toEqual({ needed: true, codeRequired: true });
  expect((await anonymous.post("/api/v1/setup", { email: "far@example.test", password, code: "0000-0000-0000" }, far)).status).toBe(403);

  const emails = Array.from({ length: 10 }, (_, i) => `root${i}@example.test`);
  const answers = await Promise.all(emails.map((email) => anonymous.post("/api/v1/setup", { email, password })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array<number>(9).fill(409)]);

  const [{ email } = { email: "" }] = answers.flatMap(({ status, json }) => (status === 201 ? [json as { email: string }] : []));
  const cookie = await signIn(server.url, { email, password });
  expect((await anonymous.get("/api/v1/me", { cookie })).json).toMatchObject({ email, role: "admin" });
  expect((await anonymous.get("/api/v1/setup")).json).toEqual({ needed: false, codeRequired: false });
});
