import { z } from "zod";
import { column } from "#lib/core/columns";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type CounterState, decideDelta } from "#lib/usage/decide-delta";
import type { ReportLine } from "#lib/usage/line";

/** A counter belongs to one user at one client of the server (0: the server's default client). */
const Counter = z.object({
  uid: z.number(),
  node_client_id: z.number(),
  boot_id: z.string(),
  upload: column.bytes,
  download: column.bytes,
});

/**
 * Turns cumulative lines into what moved since the last report and remembers the counters, inside the server's lock.
 * A line of a user that nobody knows is passed on as it is: it will be refused by name, and leaves no counter.
 * @throws DomainError counter_went_backwards naming the lines; nothing of the report is counted then
 */
export async function advanceCounters(
  tx: SqlTransaction,
  nodeServerId: number,
  bootId: string,
  lines: readonly ReportLine[],
): Promise<ReportLine[]> {
  const uidOf = await resolveUsers(tx, lines);
  const states = await readCounters(tx, nodeServerId, [...new Set(uidOf.values())]);
  const touched = new Map<string, { uid: number; clientId: number; state: CounterState }>();
  const backwards: { index: number; detail: string }[] = [];
  const moved = lines.map((line) => {
    const uid = uidOf.get(line.index);
    if (uid === undefined) return line;
    const key = `${uid}/${line.nodeClientId ?? 0}`;
    const next: CounterState = { bootId, upload: line.upload, download: line.download };
    const delta = decideDelta(touched.get(key)?.state ?? states.get(key), next);
    if (delta.kind === "went_backwards") {
      backwards.push({ index: line.index, detail: `user ${uid}: ${delta.field} was ${delta.was}, is ${delta.is}` });
      return line;
    }
    touched.set(key, { uid, clientId: line.nodeClientId ?? 0, state: next });
    return { ...line, uid, userId: null, upload: delta.upload, download: delta.download };
  });
  if (backwards.length > 0) {
    const errors = backwards.slice(0, 50).map(({ index, detail }) => ({ path: `lines.${index}`, code: "counter_went_backwards", detail }));
    throw new DomainError(
      "counter_went_backwards",
      `${backwards.length} counter(s) went backwards under the same bootId; first: ${backwards[0]?.detail}`,
      { errors },
    );
  }
  await writeCounters(tx, nodeServerId, [...touched.values()]);
  return moved;
}

async function resolveUsers(tx: SqlTransaction, lines: readonly ReportLine[]): Promise<Map<number, number>> {
  const rows = await tx.rows(
    sql`select i.index, u.uid from unnest(${lines.map((line) => line.index)}::int[], ${lines.map((line) => line.uid)}::int[], ${lines.map((line) => line.userId)}::uuid[]) as i(index, uid, user_id)
      join app_user u on case when i.uid is null then u.id = i.user_id else u.uid = i.uid end`,
    z.object({ index: z.number(), uid: z.number() }),
  );
  return new Map(rows.map((row) => [row.index, row.uid]));
}

async function readCounters(tx: SqlTransaction, nodeServerId: number, uids: number[]): Promise<Map<string, CounterState>> {
  const rows = await tx.rows(
    sql`select uid, node_client_id, boot_id, upload, download from usage_counter where node_server_id = ${nodeServerId} and uid = any(${uids}::int[])`,
    Counter,
  );
  return new Map(
    rows.map((row) => [`${row.uid}/${row.node_client_id}`, { bootId: row.boot_id, upload: row.upload, download: row.download }]),
  );
}

async function writeCounters(
  tx: SqlTransaction,
  nodeServerId: number,
  counters: { uid: number; clientId: number; state: CounterState }[],
): Promise<void> {
  await tx.execute(sql`
    insert into usage_counter (node_server_id, uid, node_client_id, boot_id, upload, download)
    select ${nodeServerId}, * from unnest(${counters.map((c) => c.uid)}::int[], ${counters.map((c) => c.clientId)}::int[], ${counters.map((c) => c.state.bootId)}::text[],
      ${counters.map((c) => String(c.state.upload))}::bigint[], ${counters.map((c) => String(c.state.download))}::bigint[])
    on conflict (node_server_id, uid, node_client_id) do update set boot_id = excluded.boot_id, upload = excluded.upload, download = excluded.download`);
}
