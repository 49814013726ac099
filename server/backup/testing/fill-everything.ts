import type { Database } from "#lib/core/database";

/** Rows with everything that can stand in a column and be misread: quotes, tabs, line ends, backslashes, NULL, bytes, extremes. */
export async function fillEverything(db: Database): Promise<void> {
  await db.pool.query(String.raw`
    insert into app_user (email, name, role, totp_last_step) values
      ('tab@example.test', E'a\tb\nc\r\\N \\. "quoted" ''single''', 'admin', 9223372036854775807),
      ('words@example.test', 'žluťoučký 漢字 🚦 \N', 'user', null), ('empty@example.test', '', 'user', -1);
    insert into api_key (prefix, secret_hash, name, permissions) values ('p', '\x00ff0a5c4e', 'key', array['a"b', 'c,d', '{}', '', 'NULL']);
    insert into audit_log (at, actor_kind, actor_label, action, subject_kind, subject_id, diff)
      values ('2026-11-20T10:00:00.123456Z', 'system', 'x', 'y', 'z', '1', '{"a": ["\\\\ \" \u00e9 \t", 1e-30]}');
    insert into event_log (type, rooms, payload, at) select 'user:changed', '{all}', '{}', now() from generate_series(1, 3);
    insert into node_server (name, compatibility, token_hash, server_side_config) values ('one', 'native', '\x00', '{"deep": {"er": [null, true]}}');
    insert into node_client (node_server_id, name, traffic_factor, available_groups, country) select id, 'c', 0.333, '{1,-2}', 'DE' from node_server;
    insert into node_status_history (node_server_id, status, reason, is_snapshot, created_at)
      select id, 'online', 'x', true, '2026-11-19T10:00:00Z' from node_server;
    insert into node_sample (node_server_id, at, cpu_percent, memory_used) select id, '2026-11-19T10:00:00Z', 12.3456789, 9007199254740993 from node_server;
    insert into package (series, version, is_master, name, traffic_limit, expire_duration_s, available_group)
      values (gen_random_uuid(), 1, true, 'p', 9223372036854775807, 1, 1);
    insert into package_queue (user_id, uid, package_id, status, created_at, upload) select u.id, u.uid, p.id, 'active', now(), 1e29 from app_user u, package p;
    insert into billing_event (route, type, user_id, payload, created_at, state, next_attempt_at)
      select 'r', 'PackageExpiringEvent', id, '{"n": 12345678901234567890}', now(), 'done', now() from app_user;
    insert into usage_line (at, report_id, line_no, uid, node_client_id, raw_upload, raw_download, traffic_factor, billed_upload, billed_download)
      select d, gen_random_uuid(), 1, 1, 1, 9223372036854775807, 0, 1.5, 1, 1 from generate_series('2026-11-01'::timestamptz, '2026-11-20', '1 day') d;
    insert into user_package_usage values (1, 1994592, 1, null, 1e29, 0, 1, 1);
    refresh materialized view node_status_hourly_mv;`);
}
