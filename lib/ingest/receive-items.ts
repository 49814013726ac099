import type { Context } from "#lib/auth/context";
import { hasDatabaseCode, isDatabaseAway, isDomainError } from "#lib/core/errors";
import { ingestTransaction } from "#lib/core/transaction";
import { recordHeartbeat } from "#lib/fleet/record-heartbeat";
import { countOutcomes } from "#lib/ingest/counters";
import type { IngestNode } from "#lib/ingest/ingest-node";
import { nextBatch } from "#lib/ingest/next-batch";
import type { ItemEnvelope } from "#lib/ingest/read-message";
import { readPayload } from "#lib/ingest/read-payload";
import { type ItemOutcome, type ReadItem, storeItems } from "#lib/ingest/store-items";
import { currentSettings } from "#lib/settings/current-settings";
import { maintainTelemetryPartitions } from "#lib/telemetry/maintain-telemetry-partitions";
import { forgetIds } from "#lib/telemetry/take-ids";
import { maintainPartitions } from "#lib/usage/maintain-partitions";

/**
 * Stores items of one server and tells of each, in their order, what became of it; what is `stored` is committed. Many share a
 * transaction, and none fails another: each is read before, and a transaction that fails for a reason that nobody foresaw is
 * done again by halves. Never throws: whatever goes wrong is the outcome of an item.
 */
export async function receiveItems(ctx: Context, node: IngestNode, items: readonly ItemEnvelope[]): Promise<ItemOutcome[]> {
  const outcomes: ItemOutcome[] = [];
  while (outcomes.length < items.length) {
    const batch = nextBatch(items.slice(outcomes.length));
    outcomes.push(...(await receiveBatch(ctx, node, batch)));
  }
  countOutcomes(outcomes);
  return outcomes;
}

async function receiveBatch(ctx: Context, node: IngestNode, batch: readonly ItemEnvelope[]): Promise<ItemOutcome[]> {
  try {
    const { "usage.lineRetentionDays": keptDays } = await currentSettings(ctx.db);
    const payloads = batch.map((envelope) => readPayload(envelope, node.id, { now: ctx.now, keptDays }));
    const items = batch.flatMap((envelope, index): ReadItem[] => {
      const payload = payloads[index];
      return payload && "kind" in payload ? [{ envelope, payload }] : [];
    });
    // A node that sends nonsense is alive all the same.
    if (items.length === 0) await recordHeartbeat(ctx.db, node.id, ctx.now, { isPush: false });
    const stored = (await storeOrHalve(ctx, node, items)).values();
    return payloads.map((payload) =>
      "kind" in payload
        ? (stored.next().value ?? failed)
        : { status: "refused", code: "bad_payload", retry: false, reason: payload.reason },
    );
  } catch (error) {
    return batch.map(() => outcomeOf(ctx, error));
  }
}

/** Partitions are made ahead every day; a process that slept through that makes them and tries once more. */
async function withPartitions<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!hasDatabaseCode(error, "23514")) throw error;
    await maintainPartitions(ctx);
    await maintainTelemetryPartitions(ctx.db, ctx.now);
    return work();
  }
}

/** One transaction; by halves when it fails, down to the one item that nothing helps. */
async function storeOrHalve(ctx: Context, node: IngestNode, items: readonly ReadItem[]): Promise<ItemOutcome[]> {
  if (items.length === 0) return [];
  try {
    const store = () => ingestTransaction(ctx.db, (tx, client) => storeItems({ tx, client }, ctx, node, items));
    const { outcomes, committed } = await withPartitions(ctx, store);
    committed();
    return outcomes;
  } catch (error) {
    // PostgreSQL may have crashed before it had written down which ids it gave.
    forgetIds();
    if (items.length === 1 || isDatabaseAway(error) || isDomainError(error)) return items.map(() => outcomeOf(ctx, error));
    const middle = items.length >> 1;
    const first = await storeOrHalve(ctx, node, items.slice(0, middle));
    return [...first, ...(await storeOrHalve(ctx, node, items.slice(middle)))];
  }
}

const failed: ItemOutcome = { status: "refused", code: "internal", retry: true, reason: "an unexpected error on our side" };

/**
 * PostgreSQL's classes of errors that lie in the data alone: values and limits. The same again fails again. A broken constraint (23…) may
 * be a matter of what else is there, and its sender keeps the item.
 */
const dataErrors = /^(?:22|54)/;

function outcomeOf({ log }: Context, error: unknown): ItemOutcome {
  if (isDatabaseAway(error))
    return { status: "refused", code: "database_unavailable", retry: true, reason: "the database does not answer; nothing was stored" };
  if (isDomainError(error) && error.code === "forbidden")
    return { status: "refused", code: "forbidden", retry: false, reason: "the token is no longer this server's" };
  log.error({ err: error }, "an item could not be stored");
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return dataErrors.test(code) ? { status: "refused", code: "unstorable", retry: false, reason: "the database cannot keep it" } : failed;
}
