import argon2 from "@node-rs/argon2";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createUser } from "#lib/auth/create-user";
import { disableUser } from "#lib/auth/disable-user";
import { signIn } from "#lib/auth/sign-in";
import { anonymousActor, testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";

const verify = vi.spyOn(argon2, "verify");

const db = testDatabase();
const password = "correct horse";
let email: string;
let id: string;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: noon });
  ({ email, id } = await createUser(testContext(db), { email: `${crypto.randomUUID()}@example.test`, password }));
});
afterEach(() => vi.useRealTimers());

let lastAddress = 0;
const newAddress = () => `198.51.${++lastAddress >> 8}.${lastAddress & 255}`;

function attempt(from: string, input: { email?: string; password?: string } = {}) {
  return signIn(testContext(db, { actor: { ...anonymousActor, address: from } }), { email, password, ...input });
}

/** How an attempt ends: "in", "wrong", or the seconds to wait. */
async function outcome(from: string, input: { email?: string; password?: string } = {}): Promise<string | number> {
  try {
    await attempt(from, input);
    return "in";
  } catch (error) {
    const { code, retryAfterS } = error as { code: string; retryAfterS?: number };
    return code === "unauthenticated" ? "wrong" : (retryAfterS ?? code);
  }
}

const wrong = { password: "wrong horse" };
const later = (seconds: number) => vi.setSystemTime(fromNoon({ seconds }));

describe("who comes in", () => {
  test("the right password, with any case and spaces around the e-mail; noted and audited", async () => {
    const address = newAddress();
    expect(await attempt(address, { email: `  ${email.toUpperCase()} ` })).toEqual({ id, email, tokenVersion: 1 });
    expect((await db.prisma.appUser.findUniqueOrThrow({ where: { id } })).lastSignInAt).toEqual(noon);
    const row = await db.prisma.auditLog.findFirstOrThrow({ where: { subjectId: id, action: "user.sign-in" } });
    expect(row).toMatchObject({ actorKind: "user", actorId: id, actorLabel: email, address });
  });

  test("unknown, disabled, without a password and wrong are one answer after one verification each", async () => {
    const disabled = await createUser(testContext(db), { email: "disabled@example.test", password });
    await disableUser(testContext(db), { id: disabled.id });
    await createUser(testContext(db), { email: "invited@example.test" });
    const attempts = [{ email: "nobody@example.test" }, { email: disabled.email }, { email: "invited@example.test" }, wrong];
    const answers = new Set<string>();
    for (const input of attempts) {
      verify.mockClear();
      answers.add(await attempt(newAddress(), input).then(String, (error: Error & { code: string }) => `${error.code}: ${error.message}`));
      expect(verify).toHaveBeenCalledTimes(1);
    }
    expect([...answers]).toEqual(["unauthenticated: The e-mail address or the password is wrong"]);
  });

  test("text that PostgreSQL refuses is a wrong field, not a failure", async () => {
    await expect(attempt(newAddress(), { email: "a\0b@example.test" })).rejects.toMatchObject({ code: "validation_failed" });
  });
});

describe("limits", () => {
  test("five attempts are free, then the wait doubles; refused ones neither count nor look at the password", async () => {
    const from = newAddress();
    for (let i = 0; i < 5; i++) expect(await outcome(from, wrong)).toBe("wrong");
    verify.mockClear();
    expect([await outcome(from, wrong), await outcome(from), await outcome(from)]).toEqual([5, 5, 5]);
    expect(verify).not.toHaveBeenCalled();
    later(5.1);
    expect([await outcome(from, wrong), await outcome(from)]).toEqual(["wrong", 10]);
    later(15.3);
    expect([await outcome(from, wrong), await outcome(from)]).toEqual(["wrong", 20]);
    later(35.5);
    expect(await outcome(from)).toBe("in");
    for (let i = 0; i < 5; i++) expect(await outcome(from, wrong)).toBe("wrong");
  });

  test("strangers elsewhere never make the owner wait", async () => {
    for (let stranger = 0; stranger < 12; stranger++) {
      const from = newAddress();
      for (let i = 0; i < 7; i++) await outcome(from, wrong);
      expect(await outcome(from)).toBeTypeOf("number");
    }
    expect(await outcome(newAddress())).toBe("in");
  });

  test("an account that does not exist is limited just the same", async () => {
    const from = newAddress();
    const nobody = { email: "nobody-at-all@example.test" };
    const outcomes = [];
    for (let i = 0; i < 7; i++) outcomes.push(await outcome(from, nobody));
    expect(outcomes).toEqual(["wrong", "wrong", "wrong", "wrong", "wrong", 5, 5]);
  });

  test("one address over many accounts waits from the fiftieth failure on; other addresses do not", async () => {
    const from = newAddress();
    for (let i = 0; i < 50; i++) expect(await outcome(from, { email: `list-${i}@example.test` })).toBe("wrong");
    expect(await outcome(from)).toBe(1);
    expect(await outcome(newAddress())).toBe("in");
    later(1.1);
    expect(await outcome(from)).toBe("in");
  });

  test("an office behind one address signs in all day", async () => {
    const from = newAddress();
    for (let i = 0; i < 60; i++) expect(await outcome(from)).toBe("in");
  });

  test("a hundred at once are a hundred: no more than the free ones are looked at", async () => {
    const from = newAddress();
    verify.mockClear();
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => outcome(from, wrong)));
    expect(outcomes.filter((one) => one === "wrong").length).toBeLessThanOrEqual(5);
    expect(verify).toHaveBeenCalledTimes(outcomes.filter((one) => one === "wrong").length);
  });

  test("the owner of an IPv6 network is one", async () => {
    for (let i = 0; i < 5; i++) expect(await outcome(`2001:db8:77::${i + 1}`, wrong)).toBe("wrong");
    expect(await outcome("2001:db8:77::ffff")).toBe(5);
    expect(await outcome("2001:db8:77:1::1")).toBe("in");
  });

  test("the table of limits names neither accounts nor addresses", async () => {
    await outcome("203.0.113.77", wrong);
    const { rows } = await db.pool.query<{ key: string }>("select key from rate_limit");
    expect(rows.length).toBeGreaterThan(0);
    for (const { key } of rows) expect(key).not.toMatch(/@|203\.0|example/);
  });
});
