import type { Database } from "#lib/core/database";
import type { Bytes } from "./bodies.ts";

/** The peer: a table exactly like the ledger's, with its indexes, that nothing else is written beside. */
export async function createBareTable(db: Database): Promise<void> {
  await db.pool.query(`
    create table bare_line (like usage_line including all) partition by range (at);
    create index on bare_line (uid, at desc, report_id, line_no);
    create index on bare_line (at) where billed_at is null`);
  await db.pool.query("select ensure_partitions('bare_line', 'day', null, now() - interval '1 day', now() + interval '1 day')");
}

/** One batch of lines by one `insert … select from unnest`, committed: the least that keeping them can cost. */
export async function insertBare(db: Database, nodeClientId: number, traffic: ReadonlyMap<number, Bytes>, at: Date): Promise<void> {
  const upload = [...traffic.values()].map(([up]) => String(up));
  const download = [...traffic.values()].map(([, down]) => String(down));
  const values = [at, crypto.randomUUID(), [...traffic.keys()], nodeClientId, upload, download];
  await db.ingestPool.query(
    `insert into bare_line (at, report_id, line_no, uid, node_client_id, raw_upload, raw_download, traffic_factor, billed_upload, billed_download)
     select $1::timestamptz, $2::uuid, n, uid, $4::int, up, down, 1.5, up, down
     from unnest($3::int[], $5::bigint[], $6::bigint[]) with ordinality as line(uid, up, down, n)`,
    values,
  );
}
