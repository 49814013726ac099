import { describe, expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { cancelQueueItem } from "#lib/package-queue/cancel-queue-item";
import { getUserPackages } from "#lib/package-queue/get-user-packages";
import { listQueueItems } from "#lib/package-queue/list-queue-items";
import { reorderQueue } from "#lib/package-queue/reorder-queue";
import { userWithPackages } from "#lib/package-queue/testing/billing";

const db = testDatabase();
const at = (hours: number) => testContext(db, { now: fromNoon({ hours }) });
const ctx = at(1);

/** A user with one active and four waiting items, which are called 1 to 4 in the order of purchase. */
async function waiting() {
  const someone = await userWithPackages(db, 5);
  const names = new Map(someone.ids.map((id, index) => [id, String(index)]));
  const named = (items: readonly { id: string }[]) => items.map(({ id }) => names.get(id)).join("");
  const move = async (index: number, before: number | null, seen?: number[]) =>
    named(
      (
        await reorderQueue(ctx, {
          id: someone.item(index),
          before: before === null ? null : someone.item(before),
          ...(seen && { seen: seen.map(someone.item) }),
        })
      ).queue,
    );
  const order = async () => named((await getUserPackages(ctx, { userId: someone.user.id })).queue);
  return { ...someone, named, move, order };
}

describe("moving", () => {
  test("up, down, first and last; the list and the user's own page follow", async () => {
    const { user, move, order, named } = await waiting();
    expect(await move(3, 2)).toBe("1324");
    expect(await move(4, 1)).toBe("4132");
    expect(await move(1, null)).toBe("4321");
    expect(await move(4, 3)).toBe("4321");
    expect(await order()).toBe("4321");
    expect(named((await listQueueItems(ctx, { userId: user.id })).items)).toBe("12340");
  });

  test("what comes first starts first", async () => {
    const { item, move, order } = await waiting();
    await move(4, 1);
    await cancelQueueItem(ctx, { id: item(0) });
    expect(await db.prisma.queueItem.findUnique({ where: { id: item(4) } })).toMatchObject({ status: "active" });
    expect(await order()).toBe("123");
  });

  test("nobody else's place changes, and a list that is being paged through shows everything once", async () => {
    const [one, other] = [await waiting(), await waiting()];
    const read = async (cursor?: string) => listQueueItems(ctx, { limit: 4, q: "@example.test", ...(cursor && { cursor }) });
    const first = await read();
    await other.move(1, null);
    await one.move(4, 1);
    const rest = await read(first.nextCursor ?? "");
    const seen = [...first.items, ...rest.items].map(({ id }) => id);
    expect(new Set(seen).size).toBe(seen.length);
    expect(await other.order()).toBe("2341");
    expect(await one.order()).toBe("4123");
  });

  test("it is audited by the place, and told", async () => {
    const { item, move, user } = await waiting();
    await move(3, 1);
    await move(3, 1);
    const rows = await db.prisma.auditLog.findMany({ where: { subjectId: item(3), action: "package-queue.reorder" } });
    expect(rows.map(({ diff }) => diff)).toEqual([{ place: [3, 1] }]);
    const events = await db.pool.query(
      "select payload from event_log where type = 'package:queue-changed' and payload ->> 'userId' = $1 order by seq",
      [user.id],
    );
    expect(events.rows.at(-1)).toEqual({ payload: { userId: user.id, queueItemId: item(3) } });
  });
});

describe("lost races", () => {
  test("two people move at once: both moves are made, one after the other, and nothing is lost", async () => {
    const { move, order } = await waiting();
    await Promise.all([move(4, 1), move(3, 1)]);
    expect(["4312", "3412"]).toContain(await order());
  });

  test("two people who both saw the same queue: the second is told how it is now", async () => {
    const { move, order, named } = await waiting();
    const results = await Promise.allSettled([move(4, 1, [1, 2, 3, 4]), move(3, 1, [1, 2, 3, 4])]);
    const lost = results.find((result) => result.status === "rejected");
    expect(lost).toMatchObject({ reason: { code: "conflict", state: { queue: { length: 4 } } } });
    expect(named((lost as PromiseRejectedResult).reason.state.queue)).toBe(await order());
    expect(["4123", "3124"]).toContain(await order());
  });

  test("it has started, or ended, meanwhile", async () => {
    const { item, move } = await waiting();
    await expect(move(0, 2)).rejects.toMatchObject({ code: "wrong_state", state: { id: item(0), status: "active" } });
    await cancelQueueItem(ctx, { id: item(2) });
    await expect(move(2, 1)).rejects.toMatchObject({ code: "wrong_state", state: { status: "cancelled" } });
  });

  test("the one it should go before no longer waits", async () => {
    const { item, move, order } = await waiting();
    await cancelQueueItem(ctx, { id: item(2) });
    await expect(move(4, 2)).rejects.toMatchObject({ code: "conflict", state: { queue: { length: 3 } } });
    expect(await order()).toBe("134");
  });

  test("the active one's time is over though no job has been by: the first has started and cannot be moved", async () => {
    const { item } = await waiting();
    await expect(reorderQueue(at(25), { id: item(1), before: null })).rejects.toMatchObject({
      code: "wrong_state",
      state: { status: "active" },
    });
  });
});

test("another user's item, or none, is no place to go", async () => {
  const [one, other] = [await waiting(), await waiting()];
  for (const before of [other.item(1), crypto.randomUUID()])
    await expect(reorderQueue(ctx, { id: one.item(1), before })).rejects.toMatchObject({
      code: "unprocessable",
      errors: [{ path: "before" }],
    });
  await expect(reorderQueue(ctx, { id: crypto.randomUUID(), before: null })).rejects.toMatchObject({ code: "not_found" });
});

test("packages:write", async () => {
  const { item, user } = await waiting();
  for (const actor of [user.actor, keyActor(["packages:read"])])
    await expect(reorderQueue(testContext(db, { actor }), { id: item(1), before: null })).rejects.toMatchObject({ code: "forbidden" });
});
