import type { PoolClient } from "pg";
import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { DomainError, isDomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { lockServerReports } from "#lib/fleet/lock-server-reports";
import { samplesInsert } from "#lib/fleet/protocols/record-sample";
import { heartbeatUpdate } from "#lib/fleet/record-heartbeat";
import { isSameHash } from "#lib/fleet/token";
import type { IngestNode } from "#lib/ingest/ingest-node";
import type { ItemEnvelope } from "#lib/ingest/read-message";
import type { Payload } from "#lib/ingest/read-payload";
import type { NackCode, RejectedItemLine } from "#lib/ingest/schema";
import { storeTelemetry } from "#lib/ingest/store-telemetry";
import { type NativeOutcome, storeNativeReports } from "#lib/usage/store-native-reports";

/** An item whose payload was read. */
export interface ReadItem {
  envelope: ItemEnvelope;
  payload: Payload;
}

/** What became of an item, true once the transaction has committed. */
export type ItemOutcome =
  | { status: "stored"; rejected: RejectedItemLine[] }
  | { status: "duplicate" }
  | { status: "refused"; code: NackCode; retry: boolean; reason: string };

export interface StoredItems {
  /** Of each item, in their order. */
  outcomes: ItemOutcome[];
  /** To be called after COMMIT and only then. */
  committed(): void;
}

/** So many rejected lines of an item are named; the report's row counts all. */
const maxNamedLines = 50;

/**
 * Stores items of one server in the caller's transaction, in their order; no id may be among them twice. Items that are known are
 * told from conflicts, the ledger's refusals are outcomes: nothing that can be said of one item fails the others.
 *
 * The server's lock makes two deliveries of one id, by two connections or processes, wait for each other, so that the second finds
 * the first.
 * @throws DomainError forbidden when the token was replaced meanwhile or the server is gone
 */
export async function storeItems(
  { tx, client }: { tx: SqlTransaction; client: PoolClient },
  ctx: Context,
  node: IngestNode,
  items: readonly ReadItem[],
): Promise<StoredItems> {
  await lockServerReports(tx, node.id);
  const known = await readKnown(tx, node, items);
  const fresh = items.filter(({ envelope }) => !known.has(envelope.id));
  const usage = await storeUsage(tx, ctx, fresh);
  const telemetry = fresh.flatMap((item) => (item.payload.kind === "telemetry" ? [{ item, message: item.payload.message }] : []));
  const messages = telemetry.map(({ message }) => message);
  const { isTaken, committed } = await storeTelemetry(tx, client, ctx, node, messages);
  const tooMany = new Set(telemetry.flatMap(({ item }, index) => (isTaken[index] ? [] : [item])));
  const outcomes = items.map((item): ItemOutcome => {
    const hash = known.get(item.envelope.id);
    if (hash !== undefined) return outcomeOfKnown(item.envelope, hash);
    return usage.get(item) ?? (tooMany.has(item) ? nodeTooMany : { status: "stored", rejected: [] });
  });
  const stored = items.filter((_item, index) => outcomes[index]?.status === "stored");
  await storeSamples(tx, node.id, stored);
  await rememberItems(tx, ctx.now, node.id, stored);
  await tx.execute(heartbeatUpdate(node.id, ctx.now, { isPush: false }));
  return { outcomes, committed };
}

const nodeTooMany: ItemOutcome = {
  status: "refused",
  code: "too_many_nodes",
  retry: false,
  reason: "a node server may report for 20 chain nodes",
};

const Known = z.object({ token_hash: z.instanceof(Uint8Array), id: z.string().nullable(), body_hash: z.instanceof(Uint8Array).nullable() });

/** Those of the items that were stored before, with the hashes of their bodies; and whether their sender still has the token. */
async function readKnown(tx: SqlTransaction, node: IngestNode, items: readonly ReadItem[]): Promise<Map<string, Uint8Array>> {
  const rows = await tx.rows(
    sql`select s.token_hash, i.id, i.body_hash from node_server s
      left join ingest_item i on i.node_server_id = s.id and i.id = any(${items.map(({ envelope }) => envelope.id)}::text[])
    where s.id = ${node.id}`,
    Known,
  );
  const [first] = rows;
  if (!first || !isSameHash(first.token_hash, node.tokenHash)) throw new DomainError("forbidden", "Forbidden");
  return new Map(rows.flatMap(({ id, body_hash: hash }) => (id !== null && hash !== null ? [[id, hash] as const] : [])));
}

function outcomeOfKnown({ bodyHash }: ItemEnvelope, hash: Uint8Array): ItemOutcome {
  if (bodyHash.equals(hash)) return { status: "duplicate" };
  return { status: "refused", code: "id_conflict", retry: false, reason: "the id was used for another body" };
}

async function storeUsage(tx: SqlTransaction, ctx: Context, items: readonly ReadItem[]): Promise<Map<ReadItem, ItemOutcome>> {
  const usage = items.flatMap((item) => (item.payload.kind === "usage" ? [{ item, report: item.payload.report }] : []));
  const outcomes = await storeNativeReports(
    tx,
    ctx,
    usage.map(({ report }) => report),
  );
  return new Map(
    usage.flatMap(({ item }, index) => {
      const outcome = outcomes[index];
      return outcome ? [[item, outcomeOfUsage(item.envelope.id, outcome)] as const] : [];
    }),
  );
}

function outcomeOfUsage(id: string, outcome: NativeOutcome): ItemOutcome {
  if (isDomainError(outcome)) {
    const code = outcome.code === "batch_conflict" ? "batch_conflict" : "counter_went_backwards";
    return { status: "refused", code, retry: false, reason: outcome.message };
  }
  return { status: "stored", rejected: outcome.rejected.slice(0, maxNamedLines).map((line) => ({ id, ...line })) };
}

async function storeSamples(tx: SqlTransaction, nodeServerId: number, items: readonly ReadItem[]): Promise<void> {
  const samples = items.flatMap(({ payload }) =>
    payload.kind === "heartbeat" && payload.load ? [{ at: payload.at, load: payload.load }] : [],
  );
  if (samples.length > 0) await tx.execute(samplesInsert(nodeServerId, samples));
}

async function rememberItems(tx: SqlTransaction, now: Date, nodeServerId: number, items: readonly ReadItem[]): Promise<void> {
  if (items.length === 0) return;
  const envelopes = items.map(({ envelope }) => envelope);
  await tx.execute(sql`
    insert into ingest_item (node_server_id, id, body_hash, received_at)
    select ${nodeServerId}, i.id, i.body_hash, ${now}::timestamptz
    from unnest(${envelopes.map(({ id }) => id)}::text[], ${envelopes.map(({ bodyHash }) => bodyHash)}::bytea[]) as i(id, body_hash)`);
}
