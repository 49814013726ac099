import { expect, test } from "vitest";
import { z } from "zod";
import { sharedServer } from "../../e2e/fixtures/http.ts";
import { signIn } from "../../e2e/fixtures/sign-in.ts";

const { url, api } = sharedServer();
const path = "/api/v1/admin/users/import";
const Imported = z.object({
  created: z.number(),
  users: z.array(z.object({ id: z.uuid().nullable(), email: z.string(), passwordLink: z.string().nullable() })),
});
const newEmails = (count: number) => Array.from({ length: count }, () => `${crypto.randomUUID()}@example.test`);
const fileOf = (emails: readonly string[]) => ["email", ...emails].join("\n");

test("a file is checked, refused with line and column, imported without its wrong row; its link signs in", async () => {
  const [email = ""] = newEmails(1);
  const csv = `name;email\r\n"Lovelace; Ada";${email}\r\n;nobody\r\n`;
  const check = await api.post(path, { csv });
  expect([check.status, check.json]).toMatchObject([
    200,
    {
      dryRun: true,
      total: 2,
      valid: 1,
      invalid: 1,
      created: 0,
      rejected: [{ line: 3, column: "email", code: "invalid_email", value: "nobody" }],
    },
  ]);

  const refused = await api.post(path, { csv, dryRun: false });
  expect(refused.headers.get("content-type")).toBe("application/problem+json");
  expect([refused.status, refused.json]).toMatchObject([
    422,
    { code: "unprocessable", errors: [{ path: "csv.3.email", code: "invalid_email" }], state: { total: 2, valid: 1, invalid: 1 } },
  ]);

  const done = await api.post(path, { csv, dryRun: false, skipInvalid: true, passwordLinks: true });
  expect(done.status, done.text).toBe(200);
  const { created, users } = Imported.parse(done.json);
  expect([created, users.length]).toEqual([1, 1]);
  const token = users[0]?.passwordLink?.split("#")[1];
  expect((await api.as(undefined).post("/api/v1/password", { token, password: "battery staple" })).status).toBe(204);
  await signIn(url, { email, password: "battery staple" });
  const one = await api.get(`/api/v1/admin/users/${users[0]?.id}`);
  expect(one.json).toMatchObject({ email, name: "Lovelace; Ada", role: "user" });
});

test("ten thousand rows fit into one body and one transaction", async () => {
  const prefix = crypto.randomUUID().slice(0, 8);
  const csv = [
    "email,name,role",
    ...Array.from({ length: 10_000 }, (_, row) => `${prefix}.person.${row}@customers.example.test,"Person, Number ${row}",user`),
  ].join("\n");
  const answer = await api.post(path, { csv, dryRun: false });
  expect([answer.status, (answer.json as { created: number }).created]).toEqual([200, 10_000]);
  const again = await api.post(path, { csv, dryRun: false });
  expect([answer.status, again.status, (again.json as { errors: unknown[] }).errors.length]).toEqual([200, 422, 10_000]);
  const found = await api.get(`/api/v1/admin/users?q=${prefix}.person.9999@`);
  expect(found.json).toMatchObject({ items: [{ name: "Person, Number 9999" }], nextCursor: null });
});

test("many at once create nobody twice", async () => {
  const emails = newEmails(200);
  const all = await Promise.all(Array.from({ length: 4 }, () => api.post(path, { csv: fileOf(emails), dryRun: false })));
  expect(all.map(({ status }) => status).toSorted()).toEqual([200, 422, 422, 422]);
});

test.each([
  ["no csv", {}, "csv"],
  ["csv that is no text", { csv: 1 }, "csv"],
  ["an unknown field", { csv: "email", force: true }, "force"],
  ["a flag that is none", { csv: "email", dryRun: "no" }, "dryRun"],
])("%s is 400 naming it", async (_name, body, field) => {
  const answer = await api.post(path, body);
  expect([answer.status, answer.json]).toMatchObject([400, { errors: [{ path: field }] }]);
});

test("a body beyond the limit is 413", async () => {
  expect((await api.post(path, { csv: `email\n${"x".repeat(1_100_000)}` })).status).toBe(413);
});

test("many are disabled by one call, and their sessions end", async () => {
  const { users } = Imported.parse((await api.post(path, { csv: fileOf(newEmails(2)), dryRun: false, passwordLinks: true })).json);
  const [one] = users;
  await api.as(undefined).post("/api/v1/password", { token: one?.passwordLink?.split("#")[1], password: "battery staple" });
  const cookie = await signIn(url, { email: one?.email ?? "", password: "battery staple" });
  const answer = await api.post("/api/v1/admin/users/bulk", { ids: users.map(({ id }) => id), disabled: true });
  expect([answer.status, answer.json]).toEqual([200, { changed: 2 }]);
  expect((await api.as(undefined).get("/api/v1/me", { cookie })).status).toBe(401);
});
