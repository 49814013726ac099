import { z } from "zod";
import { evaluateRules } from "#lib/alerting/evaluate-rules";
import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import type { Bench } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { median } from "./harness/figure.ts";
import { accountStatements, statementSettings, statementTime } from "./lists/statement-time.ts";

const count = 2_000;
/** As many alerts are open as a bad day has. */
const offline = 20;
const cyclesARound = 10;

/** One evaluation, by the clock, by the process's CPU and by PostgreSQL's own account: the last two do not know of other people's work. */
interface Cycle {
  wallMs: number;
  cpuMs: number;
  postgresMs: number;
  statements: number;
}

/** Evaluations of 2,000 rules, each about a node server of its own, of which twenty are offline; and of one rule about all of them. */
export const rules: Bench = ({ rounds, say }) =>
  withDatabase(async ({ db }) => {
    await accountStatements(db);
    const ids = await addServers(db);
    const [first, many, single]: [Cycle[], Cycle[], Cycle[]] = [[], [], []];
    let at = Math.floor(Date.now() / 30_000) * 30_000;
    const cycle = async () => {
      at += 30_000;
      return evaluate(db, new Date(at));
    };
    for (let round = 1; round <= rounds; round++) {
      await setRules(
        db,
        ids.map((id) => [id]),
      );
      first.push(await cycle());
      for (let time = 0; time < cyclesARound; time++) many.push(await cycle());
      await setRules(db, [[]]);
      await cycle();
      for (let time = 0; time < cyclesARound; time++) single.push(await cycle());
      say(`round ${round} of ${rounds}: ${noteOf(many)}`);
    }
    return [
      { name: "2,000 rules, a cycle", value: middle(many, "wallMs"), unit: "ms", aim: { atMost: 50 }, note: noteOf(many) },
      { name: "… the first, every rule is noted", value: middle(first, "wallMs"), unit: "ms", note: noteOf(first) },
      { name: "1 rule over 2,000, a cycle", value: middle(single, "wallMs"), unit: "ms", note: noteOf(single) },
    ];
  }, statementSettings);

async function evaluate(db: Database, now: Date): Promise<Cycle> {
  let [wallMs, cpuMs] = [0, 0];
  const { ms: postgresMs, statements } = await statementTime(db, async () => {
    const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
    const { failed } = await evaluateRules(systemContext("bench", { db, now }), now);
    const { user, system } = process.cpuUsage(cpu);
    [wallMs, cpuMs] = [performance.now() - startedAt, (user + system) / 1000];
    if (failed > 0) throw new Error(`${failed} rules failed`);
  });
  return { wallMs, cpuMs, postgresMs, statements };
}

function middle(cycles: readonly Cycle[], figure: keyof Cycle): number {
  return median(cycles.map((cycle) => cycle[figure]));
}

function noteOf(cycles: readonly Cycle[]): string {
  const [cpuMs, postgresMs] = [middle(cycles, "cpuMs").toFixed(1), middle(cycles, "postgresMs").toFixed(1)];
  return `CPU ${cpuMs} ms, PostgreSQL ${postgresMs} ms in ${middle(cycles, "statements")} statements; ${offline} alerts open`;
}

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
