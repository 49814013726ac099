import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor";
import { importUsers } from "#lib/auth/import-users";
import { permissions } from "#lib/auth/permissions";
import { redeemPasswordLink } from "#lib/auth/redeem-password-link";
import type { ImportUsersInput } from "#lib/auth/schema";
import { anonymousActor, keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { testDatabase } from "#lib/core/testing/database";
import { noon } from "#lib/core/testing/instants";

const db = testDatabase();
const ctx = (actor?: Actor) => testContext(db, actor ? { actor } : {});
const run = (csv: string, rest: Omit<ImportUsersInput, "csv"> = {}, actor?: Actor) => importUsers(ctx(actor), { csv, ...rest });
const write = { dryRun: false };
const newEmails = (count: number) => Array.from({ length: count }, () => `${crypto.randomUUID()}@example.test`);
const fileOf = (emails: readonly string[]) => ["email", ...emails].join("\n");
const known = (emails: readonly string[]) => db.prisma.appUser.findMany({ where: { email: { in: [...emails] } }, orderBy: { uid: "asc" } });
const imports = () => db.prisma.auditLog.findMany({ where: { action: "user.import" }, orderBy: { id: "asc" } });

describe("a dry run", () => {
  test("tells what would be created and what is wrong, and writes nothing", async () => {
    const [email = "", taken = ""] = [...newEmails(1), (await testUser(db)).email];
    const before = [await db.prisma.appUser.count(), await db.prisma.auditLog.count()];
    expect(await run(`email,name,role\n${email},Ada,user\n${taken},,\nnobody,,owner`)).toEqual({
      dryRun: true,
      total: 3,
      valid: 1,
      invalid: 2,
      created: 0,
      rejected: [
        { line: 3, column: "email", code: "already_exists", detail: "There is an account with this e-mail already", value: taken },
        {
          line: 4,
          column: "email",
          code: "invalid_email",
          detail: "must be an e-mail address such as ada@example.org",
          value: "nobody",
        },
        { line: 4, column: "role", code: "unknown_role", detail: "must be user or admin", value: "owner" },
      ],
      users: [{ line: 2, email, name: "Ada", role: "user", id: null, uid: null, uuid: null, passwordLink: null }],
      linksExpireAt: null,
    });
    expect([await db.prisma.appUser.count(), await db.prisma.auditLog.count()]).toEqual(before);
  });

  test("is what happens unless told otherwise, whatever else is said", async () => {
    const emails = newEmails(2);
    await run(fileOf(emails), { skipInvalid: true, passwordLinks: true });
    expect(await known(emails)).toEqual([]);
  });

  test("of a file that cannot be read answers with its problems", async () => {
    expect(await run("mail\na@example.test")).toMatchObject({ total: 0, valid: 0, rejected: [{ line: 1, column: "mail" }, { line: 1 }] });
  });
});

describe("an import", () => {
  test("creates the accounts in the file's order, with an audit row each and one of its own, announced once", async () => {
    const emails = newEmails(3);
    const admin = await testUser(db, { role: "admin" });
    const result = await run(fileOf(emails), write, admin.actor);
    expect(result).toMatchObject({ dryRun: false, total: 3, valid: 3, invalid: 0, created: 3, rejected: [], linksExpireAt: null });
    const rows = await known(emails);
    expect(rows.map(({ email }) => email)).toEqual(emails);
    expect(rows[0]).toMatchObject({ name: "", role: "user", passwordHash: null, createdAt: noon, disabledAt: null });
    expect(result.users).toEqual(
      rows.map(({ id, uid, uuid, email }, index) => ({
        line: index + 2,
        email,
        name: "",
        role: "user",
        id,
        uid,
        uuid,
        passwordLink: null,
      })),
    );
    const audited = await db.prisma.auditLog.findMany({ where: { subjectId: { in: rows.map(({ id }) => id) } }, orderBy: { id: "asc" } });
    expect(audited.map(({ action, actorId, subjectId, diff }) => [action, actorId, subjectId, diff])).toEqual(
      rows.map(({ id, uid, email }) => [
        "user.create",
        admin.id,
        id,
        { uid: [null, uid], email: [null, email], name: [null, ""], role: [null, "user"] },
      ]),
    );
    expect((await imports()).at(-1)).toMatchObject({
      actorId: admin.id,
      subjectKind: "user-import",
      diff: { total: [null, 3], created: [null, 3], leftOut: [null, 0], withLinks: [null, false] },
    });
    const { rows: events } = await db.pool.query(
      "select rooms, payload from event_log where type = 'user:many-changed' order by seq desc limit 1",
    );
    expect(events).toEqual([{ rooms: ["permission:users:read"], payload: { count: 3 } }]);
  });

  test("with one wrong row is 422 with its line and column, and nothing is written", async () => {
    const emails = newEmails(2);
    const imported = (await imports()).length;
    await expect(run(`${fileOf(emails)}\nnobody`, write)).rejects.toMatchObject({
      code: "unprocessable",
      message: "Nothing was imported: 1 of 3 rows is wrong",
      errors: [{ path: "csv.4.email", code: "invalid_email", detail: expect.stringContaining("Line 4, email: ") }],
      state: { total: 3, valid: 2, invalid: 1 },
    });
    expect([await known(emails), (await imports()).length]).toEqual([[], imported]);
  });

  test("leaves the wrong rows out when told so, and says which", async () => {
    const emails = newEmails(2);
    const result = await run(`${fileOf(emails)}\nnobody\n${emails[0]}`, { ...write, skipInvalid: true });
    expect(result).toMatchObject({ total: 4, valid: 2, invalid: 2, created: 2, rejected: [{ line: 4 }, { line: 5, code: "repeated" }] });
    expect(await known(emails)).toHaveLength(2);
  });

  test("cannot be told to leave out what makes the whole file unreadable", async () => {
    await expect(run('email\n"a@example.test', { ...write, skipInvalid: true })).rejects.toMatchObject({
      code: "unprocessable",
      message: "Nothing was imported: the file cannot be read",
      errors: [{ path: "csv.2", code: "malformed" }],
    });
  });

  test("of the same file a second time finds every account there, and leaves no trace", async () => {
    const emails = newEmails(3);
    await run(fileOf(emails), write);
    const imported = (await imports()).length;
    const again = await run(fileOf(emails), { ...write, skipInvalid: true });
    expect([again.created, again.users, again.rejected.map(({ code }) => code)]).toEqual([0, [], Array(3).fill("already_exists")]);
    await expect(run(fileOf(emails), write)).rejects.toMatchObject({ code: "unprocessable", state: { valid: 0, invalid: 3 } });
    expect((await imports()).length).toBe(imported);
  });

  test("of the same file many times at once creates nobody twice", async () => {
    const emails = newEmails(50);
    const all = await Promise.all(Array.from({ length: 5 }, () => run(fileOf(emails), { ...write, skipInvalid: true })));
    expect(all.map(({ created }) => created).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 50]);
    expect(await known(emails)).toHaveLength(50);
    const both = newEmails(20);
    const strict = await Promise.allSettled([run(fileOf(both), write), run(fileOf(both.toReversed()), write)]);
    expect(strict.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await known(both)).toHaveLength(20);
  });

  test("beside somebody who makes one of its accounts by hand: one account, and the answer is right", async () => {
    const emails = newEmails(5);
    const holder = await db.pool.connect();
    await holder.query("begin");
    await holder.query("insert into app_user (email, role) values ($1, 'user')", [emails[2]]);
    const [strict, lenient] = [run(fileOf(emails), write), run(fileOf(emails), { ...write, skipInvalid: true })];
    const settled = Promise.allSettled([strict, lenient]);
    await expect.poll(() => waitingInserts()).toBe(1);
    await holder.query("commit");
    holder.release();
    const [first, second] = await settled;
    const results = [first, second].map((one) => (one.status === "fulfilled" ? one.value.created : one.reason.code));
    expect(results).toEqual(["unprocessable", 4]);
    expect(await known(emails)).toHaveLength(5);
  });

  test("ten thousand accounts with links", async () => {
    const emails = Array.from({ length: 10_000 }, (_, index) => `many-${index}@example.test`);
    const result = await run(fileOf(emails), { ...write, passwordLinks: true });
    expect([result.created, new Set(result.users.map(({ passwordLink }) => passwordLink)).size]).toEqual([10_000, 10_000]);
    expect(await db.prisma.appUser.count({ where: { email: { startsWith: "many-" } } })).toBe(10_000);
  });

  test("valid rows in are accounts out", async () => {
    const person = fc.record({
      name: fc.string({ maxLength: 30 }).map((name) => name.replaceAll("\0", "").trim()),
      role: fc.constantFrom("user", "admin"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 8 }), async (people) => {
        const emails = newEmails(people.length);
        const lines = people.map(({ name, role }, index) => `"${name.replaceAll('"', '""')}",${emails[index]},${role}`);
        const { created } = await run(["name,email,role", ...lines].join("\r\n"), write);
        const rows = await known(emails);
        expect(created).toBe(people.length);
        expect(rows.map(({ name, role }) => ({ name, role }))).toEqual(people);
      }),
      { numRuns: 20 },
    );
  });
});

describe("links", () => {
  test("are made when asked for, work once, and are kept as hashes", async () => {
    const emails = newEmails(2);
    const { users, linksExpireAt } = await run(fileOf(emails), { ...write, passwordLinks: true });
    expect(linksExpireAt).toBe(new Date(noon.getTime() + 7 * 86_400_000).toISOString());
    const token = users[0]?.passwordLink?.split("#")[1] ?? "";
    await redeemPasswordLink(ctx(anonymousActor), { token, password: "correct horse" });
    await expect(redeemPasswordLink(ctx(anonymousActor), { token, password: "correct horse" })).rejects.toMatchObject({
      code: "not_found",
    });
    const [one, two] = await known(emails);
    expect([one?.passwordHash, two?.passwordHash]).toEqual([expect.stringContaining("argon2"), null]);
    const [audited] = await db.prisma.auditLog.findMany({ where: { subjectId: two?.id ?? "", action: "user.create" } });
    expect(audited?.diff).toMatchObject({ linkExpiresAt: [null, linksExpireAt] });
    expect(JSON.stringify(audited?.diff)).not.toContain(token);
  });
});

describe("rights", () => {
  test("it needs users:write", async () => {
    for (const actor of [userActor(), keyActor(permissions.filter((one) => one !== "users:write"))])
      await expect(run(fileOf(newEmails(1)), {}, actor)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("whoever may not make an admin by hand makes none by a file", async () => {
    const [user = "", admin = ""] = newEmails(2);
    const csv = `email,role\n${user},user\n${admin},admin`;
    const key = keyActor(["users:write"]);
    expect((await run(csv, {}, key)).rejected).toMatchObject([{ line: 3, column: "role", code: "role_not_allowed" }]);
    await expect(run(csv, write, key)).rejects.toMatchObject({ code: "unprocessable" });
    expect(await run(csv, { ...write, skipInvalid: true }, key)).toMatchObject({ created: 1, users: [{ email: user }] });
    expect(await run(`email,role\n${admin},admin`, write, userActor({ role: "admin" }))).toMatchObject({
      created: 1,
      users: [{ role: "admin" }],
    });
  });
});

async function waitingInserts(): Promise<number> {
  const { rows } = await db.pool.query<{ count: bigint }>(
    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike '%insert into app_user%' and pid <> pg_backend_pid()",
  );
  return Number(rows[0]?.count ?? 0);
}
