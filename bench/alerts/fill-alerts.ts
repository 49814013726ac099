import type { Database } from "#lib/core/database";

export interface AlertSizes {
  alerts: number;
  firing: number;
  rules: number;
}

/**
 * Four hundred days of alerts: of 20 rules over 500 node servers and 14 sources, every filter's rows spread over the whole
 * time. Of what fires a third is acknowledged, a tenth muted.
 */
export async function fillAlerts(db: Database, { alerts, firing, rules }: AlertSizes): Promise<void> {
  await db.pool.query(
    `insert into rule (name, kind, params, severity, for_seconds, clear_seconds, reopen_seconds, no_data, created_at, updated_at)
     select 'Rule ' || n, 'node_offline', '{}', 'warning', 0, 0, 600, 'stale', now(), now() from generate_series(1, ${rules}) n`,
  );
  await db.pool.query(
    `with ruled as (select id, row_number() over (order by name) - 1 as n from rule),
     made as (
       select n, n % ${Math.floor(alerts / firing)} = 0 as is_firing, now() - n * interval '400 days' / ${alerts} as at,
         (array['critical', 'warning', 'warning', 'info', 'info'])[1 + n * 7 % 5] as severity,
         (array['node', 'node', 'node', 'queue', 'partner', 'relay', 'package', 'traffic', 'telemetry', 'storage', 'scst', 'tape', 'vtl', 'task',
           'system', 'external'])[1 + n * 13 % 16] as source,
         1 + n * 31 % 500 as server
       from generate_series(1, ${alerts}) n)
     insert into alert (fingerprint, rule_id, status, severity, source, title, message, resource_type, resource_id, value, started_at, fired_at,
       resolved_at, last_seen_at, acknowledged_at, acknowledged_by, muted_by, muted_id, muted_reason)
     select 'bench/' || made.n, ruled.id, case when is_firing then 'firing' else 'resolved' end, severity, source,
       'Rule ' || made.n % ${rules} || ': fra-' || server, 'fra-' || server || ' is not well', 'node_server', server::text, made.n % 100, at, at,
       case when not is_firing then at + interval '20 minutes' end, at + interval '10 minutes',
       case when is_firing and made.n % 3 = 0 then at + interval '1 minute' end, case when is_firing and made.n % 3 = 0 then 'admin@bench.example' end,
       case when is_firing and made.n % 7 = 0 then 'silence' end, case when is_firing and made.n % 7 = 0 then gen_random_uuid() end,
       case when is_firing and made.n % 7 = 0 then 'known' end
     from made join ruled on ruled.n = made.n % ${rules}`,
  );
  // As autovacuum would have left them.
  await db.pool.query("vacuum (analyze) alert, rule");
}
