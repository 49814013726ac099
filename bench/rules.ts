import { z } from "zod";
import { evaluateRules } from "#lib/alerting/evaluate-rules";
import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import type { Bench } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { median } from "./harness/figure.ts";

const count = 2_000;
/** As many alerts are open as a bad day has. */
const offline = 20;
const cyclesARound = 5;

/** One evaluation of 2,000 rules, each about a node server of its own, of which twenty are offline; and one rule about all of them. */
export const rules: Bench = ({ rounds, say }) =>
  withDatabase(async ({ db }) => {
    const ids = await addServers(db);
    const many: number[] = [];
    const single: number[] = [];
    let at = Math.floor(Date.now() / 30_000) * 30_000;
    const cycle = async () => {
      at += 30_000;
      const now = new Date(at);
      const startedAt = performance.now();
      const { failed } = await evaluateRules(systemContext("bench", { db, now }), now);
      if (failed > 0) throw new Error(`${failed} rules failed`);
      return performance.now() - startedAt;
    };
    for (let round = 1; round <= rounds; round++) {
      await setRules(
        db,
        ids.map((id) => [id]),
      );
      await cycle();
      for (let time = 0; time < cyclesARound; time++) many.push(await cycle());
      await setRules(db, [[]]);
      await cycle();
      for (let time = 0; time < cyclesARound; time++) single.push(await cycle());
      say(`round ${round} of ${rounds}: ${median(many).toFixed(1)} ms, one rule over all ${median(single).toFixed(1)} ms`);
    }
    return [
      {
        name: "2,000 rules, a cycle",
        value: median(many),
        unit: "ms",
        aim: { atMost: 50 },
        note: `${count} resources, ${offline} alerts open`,
      },
      { name: "1 rule over 2,000, a cycle", value: median(single), unit: "ms" },
    ];
  });

async function addServers(db: Database): Promise<number[]> {
  const rows = await db.rows(
    sql`insert into node_server (name, compatibility, status, status_reason, created_at, status_changed_at, server_side_config, token_hash)
    select 'server ' || n, 'newv2b', case when n <= ${offline}::int then 'offline' else 'online' end, 'bench', now(), now(), '{}', sha256(n::text::bytea)
    from generate_series(1, ${count}::int) as n returning id`,
    z.object({ id: z.number().int() }),
  );
  await db.pool.query("analyze node_server");
  return rows.map(({ id }) => id);
}

/** A rule for each list of servers; the alerts of former rules go with them. */
async function setRules(db: Database, servers: readonly number[][]): Promise<void> {
  await db.pool.query("truncate alert, rule cascade");
  await db.pool.query(
    `insert into rule (name, kind, params, severity, for_seconds, clear_seconds, reopen_seconds, no_data, created_at, updated_at)
    select 'bench ' || ordinality, 'node_offline', jsonb_build_object('nodeServerIds', value), 'critical', 0, 60, 600, 'stale', now(), now()
    from jsonb_array_elements($1::jsonb) with ordinality`,
    [JSON.stringify(servers)],
  );
  await db.pool.query("analyze rule");
}
