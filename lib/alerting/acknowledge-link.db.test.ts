import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { anonymousActor, keyActor, testContext } from "#lib/auth/testing/context";
import { unseal } from "#lib/core/secrets";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { acknowledgeByLink } from "./acknowledge-by-link.ts";
import { acknowledgeToken, readAcknowledgeToken } from "./acknowledge-token.ts";
import { createAlert } from "./create-alert.ts";
import { ensureDefaultRoute } from "./ensure-default-route.ts";
import { resolveAlert } from "./resolve-alert.ts";
import { sendNotices } from "./send-notices.ts";
import { showAcknowledgeLink } from "./show-acknowledge-link.ts";
import { showAlert } from "./show-alert.ts";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]) });
const stranger = (seconds = 60) => testContext(db, { actor: anonymousActor, now: fromNoon({ seconds }) });
const mail = { SMTP_HOST: "mail.example", ALERT_FROM_EMAIL: "fleet@example.test", ALERT_EMAILS: "ada@example.test" };
const raise = async (title: string) => (await createAlert(ctx, { severity: "critical", source: "external", title })).id;

beforeEach(async () => {
  await db.prisma.$executeRaw(sql`truncate alert, notification_target, notification_channel, alert_route, notice_group, notice cascade`);
  testEnvironment({ ...mail, PUBLIC_URL: "https://fleet.example" });
  await transaction(db, (tx) => ensureDefaultRoute(tx, ctx.now));
});

/** The link of the only message. */
async function link(): Promise<string> {
  await sendNotices(testContext(db, { now: fromNoon({ seconds: 30 }) }));
  const [delivery] = await db.rows(sql`select payload ->> 'sealed' as sealed from delivery`, z.object({ sealed: z.string().nullable() }));
  return unseal(delivery?.sealed ?? "") ?? "";
}
const tokenOf = (url: string) => url.split("#")[1] ?? "";

test("the link shows without effect, acknowledges what still fires, by its channel's name, and works once", async () => {
  const [disk, over] = [await raise("Disk"), await raise("Over")];
  const url = await link();
  expect(url).toMatch(/^https:\/\/fleet\.example\/acknowledge#[\w-]{51}$/);
  await resolveAlert(ctx, { id: over });
  const token = tokenOf(url);
  for (let look = 0; look < 2; look++)
    expect(await showAcknowledgeLink(stranger(), { token })).toMatchObject({
      channel: "Operators",
      alerts: [{ title: "Disk", severity: "critical" }],
    });
  const both = await Promise.allSettled([acknowledgeByLink(stranger(), { token }), acknowledgeByLink(stranger(), { token })]);
  expect(both.filter(({ status }) => status === "fulfilled")).toEqual([{ status: "fulfilled", value: { acknowledged: 1 } }]);
  const alert = await showAlert(ctx, { id: disk });
  expect(alert.acknowledgement).toMatchObject({ by: "link (Operators)", until: null });
  expect(alert.timeline.at(-1)).toMatchObject({ kind: "acknowledged", actor: "link (Operators)" });
  await expect(showAcknowledgeLink(stranger(), { token })).rejects.toMatchObject({ code: "wrong_state" });
  expect(await db.prisma.auditLog.count({ where: { action: "alert.acknowledge-by-link" } })).toBe(1);
});

test("after a day, changed, or from another installation it is no link", async () => {
  await raise("Disk");
  const token = tokenOf(await link());
  const expired = acknowledgeByLink(stranger(30 + 24 * 3_600 + 1), { token });
  await expect(expired).rejects.toMatchObject({ code: "not_found" });
  const changed = `${token.slice(0, 5)}${token[5] === "A" ? "B" : "A"}${token.slice(6)}`;
  await expect(acknowledgeByLink(stranger(), { token: changed })).rejects.toMatchObject({ code: "not_found" });
  await expect(
    acknowledgeByLink(stranger(), { token: acknowledgeToken(crypto.randomUUID(), fromNoon({ hours: 1 })) }),
  ).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(acknowledgeByLink(stranger(), { token: "short" })).rejects.toMatchObject({ code: "validation_failed" });
});

test("a token says its notice until its time is over", () => {
  const id = crypto.randomUUID();
  const token = acknowledgeToken(id, fromNoon({ hours: 1 }));
  expect(readAcknowledgeToken(token, fromNoon({ hours: 1 }))).toBe(id);
  expect(readAcknowledgeToken(token, fromNoon({ hours: 1, seconds: 1 }))).toBeUndefined();
});

test("without PUBLIC_URL there is no link in a message", async () => {
  testEnvironment(mail);
  await raise("Disk");
  expect(await link()).toBe("");
});
