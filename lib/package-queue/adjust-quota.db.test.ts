import { describe, expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { adjustQuota } from "#lib/package-queue/adjust-quota";
import { applyBilling } from "#lib/package-queue/apply-billing";
import { cancelQueueItem } from "#lib/package-queue/cancel-queue-item";
import { itemsOf, packageEventsOf, usageEvent, userWithPackages } from "#lib/package-queue/testing/billing";

const db = testDatabase();
const at = (hours: number) => testContext(db, { now: fromNoon({ hours }) });
const ctx = at(1);

/** Items of 1,000 bytes; `used` bytes stand in the ledger for the first, `applied` of them were applied by billing. */
async function someoneWhoUsed(items: number, { used, applied = used }: { used: bigint; applied?: bigint }) {
  const someone = await userWithPackages(db, items);
  const [uid, itemId] = [someone.user.uid, someone.item(0)];
  await db.pool.query(
    `insert into user_package_usage_daily (uid, bucket, node_client_id, package_queue_id, raw_upload, raw_download, billed_upload, billed_download)
     values ($1, 20000, 1, $2, 0, $3, 0, $3)`,
    [uid, itemId, String(used)],
  );
  await usageEvent(db, someone.user.id, itemId, { download: String(applied) });
  await applyBilling(ctx);
  const statuses = async () => (await itemsOf(db, someone.user.id)).map(({ status }) => status);
  return { ...someone, statuses };
}

describe("an active item", () => {
  test("more and less of it, while something is left, needs no confirmation; audit says from what to what and why", async () => {
    const { item, user, statuses } = await someoneWhoUsed(2, { used: 400n });
    expect(await adjustQuota(ctx, { id: item(0), adjustQuota: "9000" })).toMatchObject({ status: "active", adjustQuota: "9000" });
    expect(await adjustQuota(ctx, { id: item(0), adjustQuota: "-599", reason: "agreed by phone" })).toMatchObject({
      status: "active",
      adjustQuota: "-599",
      used: { upload: "0", download: "400" },
    });
    expect(await statuses()).toEqual(["active", "in_queue"]);
    const rows = await db.prisma.auditLog.findMany({
      where: { subjectId: item(0), action: "package-queue.adjust-quota" },
      orderBy: { id: "asc" },
    });
    expect(rows.map(({ diff }) => diff)).toEqual([
      { adjustQuota: ["0", "9000"] },
      { adjustQuota: ["9000", "-599"], reason: [null, "agreed by phone"] },
    ]);
    expect((await packageEventsOf(db, user.id)).slice(-3).map(({ type }) => type)).toEqual([
      "package:warning",
      "package:warning",
      "package:queue-changed",
    ]);
  });

  test("at or below what was used: asks, saying what will happen, and does nothing", async () => {
    const { item, statuses, user } = await someoneWhoUsed(2, { used: 400n });
    const before = await packageEventsOf(db, user.id);
    for (const wanted of ["-600", "-601", "-1000", "-5000"])
      await expect(adjustQuota(ctx, { id: item(0), adjustQuota: wanted })).rejects.toMatchObject({ code: "confirmation_required" });
    await expect(adjustQuota(ctx, { id: item(0), adjustQuota: "-700" })).rejects.toMatchObject({
      code: "confirmation_required",
      message: "used 400 B of the new quota 300 B: the package ends now and Basic starts. Send confirm: true to do it",
      state: {
        ends: "now",
        quota: "300",
        used: "400",
        item: { id: item(0), status: "active", adjustQuota: "0" },
        next: { id: item(1) },
      },
    });
    expect(await statuses()).toEqual(["active", "in_queue"]);
    expect(await packageEventsOf(db, user.id)).toEqual(before);
    expect(await db.prisma.auditLog.count({ where: { subjectId: item(0), action: "package-queue.adjust-quota" } })).toBe(0);
  });

  test("confirmed: it ends now, the next starts, in one go", async () => {
    const { item, statuses } = await someoneWhoUsed(2, { used: 400n });
    expect(await adjustQuota(ctx, { id: item(0), adjustQuota: "-700", confirm: true })).toMatchObject({
      status: "consumed",
      consumedBy: "traffic",
      endedAt: fromNoon({ hours: 1 }).toISOString(),
      adjustQuota: "-700",
    });
    expect(await statuses()).toEqual(["consumed", "active"]);
    expect(await db.prisma.auditLog.findFirst({ where: { subjectId: item(0), action: "package-queue.adjust-quota" } })).toMatchObject({
      diff: { adjustQuota: ["0", "-700"], status: ["active", "consumed"] },
    });
  });

  test("with nothing behind it, the user is off the nodes", async () => {
    const { item, statuses } = await someoneWhoUsed(1, { used: 400n });
    await expect(adjustQuota(ctx, { id: item(0), adjustQuota: "-700" })).rejects.toMatchObject({
      message:
        "used 400 B of the new quota 300 B: the package ends now, nothing follows: the user is off the nodes. Send confirm: true to do it",
      state: { next: null },
    });
    await adjustQuota(ctx, { id: item(0), adjustQuota: "-700", confirm: true });
    expect(await statuses()).toEqual(["consumed"]);
  });

  test("what the ledger holds counts, also what billing has not applied yet; it is applied to the ended item", async () => {
    const { item, user } = await someoneWhoUsed(2, { used: 400n, applied: 0n });
    await expect(adjustQuota(ctx, { id: item(0), adjustQuota: "-600" })).rejects.toMatchObject({ state: { used: "400" } });
    await adjustQuota(ctx, { id: item(0), adjustQuota: "-600", confirm: true });
    await usageEvent(db, user.id, item(0), { download: "400" });
    await applyBilling(ctx);
    expect(await itemsOf(db, user.id)).toMatchObject([
      { status: "consumed", used: 400n },
      { status: "active", used: 0n },
    ]);
  });

  test("warnings that a raise has taken back are given again", async () => {
    const { item, user } = await someoneWhoUsed(1, { used: 960n });
    const warned = async () =>
      (await packageEventsOf(db, user.id)).filter(({ type }) => type === "package:warning").map(({ payload }) => payload.kind);
    expect(await warned()).toEqual(["used_80", "used_95"]);
    await adjustQuota(ctx, { id: item(0), adjustQuota: "100" });
    expect((await warned()).length).toBe(2);
    await usageEvent(db, user.id, item(0), { download: "90" });
    await applyBilling(ctx);
    expect(await warned()).toEqual(["used_80", "used_95", "used_95"]);
  });
});

describe("an item that waits", () => {
  test("left with something, it waits on", async () => {
    const { item } = await userWithPackages(db, 2);
    expect(await adjustQuota(ctx, { id: item(1), adjustQuota: "-999" })).toMatchObject({ status: "in_queue", adjustQuota: "-999" });
  });

  test("left with nothing: asks; then it ends where it starts and the one behind it follows", async () => {
    const { item, user } = await userWithPackages(db, 3);
    await expect(adjustQuota(ctx, { id: item(1), adjustQuota: "-1000" })).rejects.toMatchObject({
      code: "confirmation_required",
      message: "used 0 B of the new quota 0 B: the package ends the moment it starts and Basic follows. Send confirm: true to do it",
      state: { ends: "when_it_starts", next: { id: item(2) } },
    });
    await expect(adjustQuota(ctx, { id: item(2), adjustQuota: "-2000" })).rejects.toMatchObject({
      message: "used 0 B of the new quota -1000 B: the package ends the moment it starts, and nothing follows. Send confirm: true to do it",
      state: { next: null },
    });
    expect(await adjustQuota(ctx, { id: item(1), adjustQuota: "-1000", confirm: true })).toMatchObject({ status: "in_queue" });
    await cancelQueueItem(at(2), { id: item(0) });
    const ended = fromNoon({ hours: 2 });
    expect(await itemsOf(db, user.id)).toEqual([
      { status: "cancelled", consumed_by: null, used: 0n, ended_at: ended },
      { status: "consumed", consumed_by: "traffic", used: 0n, ended_at: ended },
      { status: "active", consumed_by: null, used: 0n, ended_at: null },
    ]);
  });
});

describe("an item that has ended", () => {
  test("consumed by traffic it stays so, whatever is given", async () => {
    const { item, statuses } = await someoneWhoUsed(2, { used: 1000n });
    await expect(adjustQuota(ctx, { id: item(0), adjustQuota: "5000", confirm: true })).rejects.toMatchObject({
      code: "wrong_state",
      state: { status: "consumed", consumedBy: "traffic", adjustQuota: "0" },
    });
    expect(await statuses()).toEqual(["consumed", "active"]);
  });

  test("its time is over, though no job has been by", async () => {
    const { item } = await userWithPackages(db, 1);
    await expect(adjustQuota(at(25), { id: item(0), adjustQuota: "1" })).rejects.toMatchObject({
      code: "wrong_state",
      state: { status: "consumed", consumedBy: "time" },
    });
  });

  test("cancelled at the same moment: one of the two is told", async () => {
    const { item, statuses } = await userWithPackages(db, 1).then((someone) => ({
      ...someone,
      statuses: async () => (await itemsOf(db, someone.user.id)).map(({ status }) => status),
    }));
    const results = await Promise.allSettled([
      cancelQueueItem(ctx, { id: item(0) }),
      adjustQuota(ctx, { id: item(0), adjustQuota: "-1000", confirm: true }),
    ]);
    const lost = results.filter((result) => result.status === "rejected");
    expect(lost).toMatchObject([{ reason: { code: "wrong_state" } }]);
    expect(["cancelled", "consumed"]).toContain((await statuses())[0]);
  });
});

test("the same adjustment again changes nothing and leaves no second row in the audit log", async () => {
  const { item } = await userWithPackages(db, 1);
  await adjustQuota(ctx, { id: item(0), adjustQuota: "5" });
  await adjustQuota(ctx, { id: item(0), adjustQuota: "5" });
  expect(await db.prisma.auditLog.count({ where: { subjectId: item(0), action: "package-queue.adjust-quota" } })).toBe(1);
});

test("two who give a little more at once, each to what they saw: the second is told what it is now", async () => {
  const { item } = await userWithPackages(db, 1);
  const results = await Promise.allSettled(["5", "7"].map((wanted) => adjustQuota(ctx, { id: item(0), adjustQuota: wanted, seen: "0" })));
  const [made] = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.adjustQuota] : []));
  expect(results.filter((result) => result.status === "rejected")).toMatchObject([
    { reason: { code: "conflict", state: { id: item(0), adjustQuota: made } } },
  ]);
});

test("as far as 64 bits go, exactly", async () => {
  const { item } = await userWithPackages(db, 1);
  const most = "9223372036854775807";
  expect(await adjustQuota(ctx, { id: item(0), adjustQuota: most })).toMatchObject({ adjustQuota: most, status: "active" });
  await expect(adjustQuota(ctx, { id: item(0), adjustQuota: "-9223372036854775808" })).rejects.toMatchObject({
    state: { quota: "-9223372036854774808" },
  });
  for (const bad of ["9223372036854775808", "1.5", "+5", "", "1e3", "--1"])
    await expect(adjustQuota(ctx, { id: item(0), adjustQuota: bad })).rejects.toMatchObject({ errors: [{ path: "adjustQuota" }] });
});

test("packages:write; unknown is not found", async () => {
  const { item, user } = await userWithPackages(db, 1);
  for (const actor of [user.actor, keyActor(["packages:read"])])
    await expect(adjustQuota(testContext(db, { actor }), { id: item(0), adjustQuota: "1" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(adjustQuota(ctx, { id: crypto.randomUUID(), adjustQuota: "1" })).rejects.toMatchObject({ code: "not_found" });
  const [stored] = (await db.pool.query("select adjust_quota from package_queue where id = $1", [item(0)])).rows;
  expect(stored).toEqual({ adjust_quota: 0n });
});
