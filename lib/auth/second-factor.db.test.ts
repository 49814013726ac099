import { beforeAll, beforeEach, expect, test } from "vitest";
import { createUser } from "#lib/auth/create-user";
import { getMe } from "#lib/auth/get-me";
import { offerSecondFactor } from "#lib/auth/offer-second-factor";
import { removeSecondFactor } from "#lib/auth/remove-second-factor";
import { removeUserSecondFactor } from "#lib/auth/remove-user-second-factor";
import { setSecondFactor } from "#lib/auth/set-second-factor";
import { signIn } from "#lib/auth/sign-in";
import { anonymousActor, keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { provideTestSecret } from "#lib/auth/testing/secret";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { codeOf, fromBase32 } from "./internal/totp.ts";

const db = testDatabase();
const password = "correct horse";
let email: string;
let id: string;
let secret: string;
let lastAddress = 0;

const own = (now = noon) => testContext(db, { actor: userActor({ userId: id, label: email }), now });
const codeAt = (now: Date) => codeOf(fromBase32(secret), Math.floor(now.getTime() / 30_000));
const enter = (totp?: string, now = noon, typed = password) => {
  const actor = { ...anonymousActor, address: `198.51.100.${++lastAddress}` };
  return signIn(testContext(db, { actor, now }), { email, password: typed, ...(totp !== undefined && { totp }) });
};

beforeAll(provideTestSecret);
beforeEach(async () => {
  ({ id, email } = await createUser(testContext(db), { email: `${crypto.randomUUID()}@example.test`, password }));
  ({ secret } = await offerSecondFactor(own(), {}));
});

const turnOn = () => setSecondFactor(own(), { secret, code: codeAt(noon), currentPassword: password });

test("an offer stores nothing; the first code and the password turn it on", async () => {
  expect(await offerSecondFactor(own(), {})).toEqual({
    secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
    uri: expect.stringMatching(/^otpauth:\/\/totp\/Fleetlight:.+%40example\.test\?secret=[A-Z2-7]{32}&issuer=Fleetlight$/),
  });
  expect(await getMe(own(), {})).toMatchObject({ hasSecondFactor: false });
  await expect(setSecondFactor(own(), { secret, code: "000000", currentPassword: password })).rejects.toMatchObject({
    errors: [{ path: "code" }],
  });
  await expect(setSecondFactor(own(), { secret, code: codeAt(noon), currentPassword: "wrong" })).rejects.toMatchObject({
    errors: [{ path: "currentPassword" }],
  });
  expect(await enter()).toMatchObject({ id });
  await turnOn();
  expect(await getMe(own(), {})).toMatchObject({ hasSecondFactor: true });
});

test("then the code is asked, and only after the right password", async () => {
  await turnOn();
  await expect(enter()).rejects.toMatchObject({ code: "unauthenticated", errors: [{ path: "totp", code: "required" }] });
  await expect(enter("000000")).rejects.toMatchObject({ code: "unauthenticated", errors: [{ path: "totp", code: "wrong" }] });
  for (const totp of [undefined, codeAt(noon)])
    await expect(enter(totp, noon, "wrong horse")).rejects.toMatchObject({ code: "unauthenticated", errors: undefined });
  expect(await enter(codeAt(noon))).toMatchObject({ id });
});

test("a code works once, and none before it any more", async () => {
  await turnOn();
  const later = fromNoon({ seconds: 60 });
  const all = await Promise.allSettled([enter(codeAt(later), later), enter(codeAt(later), later)]);
  expect(all.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(enter(codeAt(fromNoon({ seconds: 30 })), later)).rejects.toMatchObject({ errors: [{ path: "totp" }] });
  expect(await enter(codeAt(fromNoon({ seconds: 90 })), later)).toMatchObject({ id });
});

test("codes are limited by account, from however many addresses they are tried", async () => {
  await turnOn();
  for (let i = 0; i < 5; i++) await expect(enter("000000")).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(enter(codeAt(noon))).rejects.toMatchObject({ code: "rate_limited" });
});

test("the secret is sealed in the table and in no audit row", async () => {
  await turnOn();
  const { totpSecret } = await db.prisma.appUser.findUniqueOrThrow({ where: { id } });
  expect(totpSecret).not.toContain(secret);
  const rows = await db.prisma.auditLog.findMany({ where: { subjectId: id, action: "user.set-second-factor" } });
  expect(rows.map(({ diff }) => diff)).toEqual([{ totpSecret: [null, "[secret]"] }]);
});

test("the owner turns it off with the password, an admin without", async () => {
  await turnOn();
  await expect(removeSecondFactor(own(), { currentPassword: "wrong" })).rejects.toMatchObject({ code: "validation_failed" });
  await removeSecondFactor(own(), { currentPassword: password });
  expect(await enter()).toMatchObject({ id });
  await turnOn();
  await expect(removeUserSecondFactor(own(), { id })).rejects.toMatchObject({ code: "forbidden" });
  expect(await removeUserSecondFactor(testContext(db, { actor: userActor({ role: "admin" }) }), { id })).toMatchObject({
    hasSecondFactor: false,
  });
  expect(await enter()).toMatchObject({ id });
});

test("a key has none", async () => {
  await expect(offerSecondFactor(testContext(db, { actor: keyActor([]) }), {})).rejects.toMatchObject({ code: "forbidden" });
});
