import { z } from "zod";
import type { Database } from "#lib/core/database";
import { type Sql, sql } from "#lib/core/sql";

const Row = z.object({ kind: z.string(), id: z.string(), name: z.string() });
const isUuid = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
const isInteger = (id: string) => /^\d{1,9}$/.test(id);

/** How the things of the log are called today, by kind. Other rooms' tables are read, their code is not needed. */
const sources: Record<string, { accepts: (id: string) => boolean; names: (ids: string[]) => Sql }> = {
  user: {
    accepts: isUuid,
    names: (ids) => sql`select 'user' as kind, id::text, email as name from app_user where id = any(${ids}::uuid[])`,
  },
  "api-key": { accepts: isUuid, names: (ids) => sql`select 'api-key' as kind, id::text, name from api_key where id = any(${ids}::uuid[])` },
  package: { accepts: isUuid, names: (ids) => sql`select 'package' as kind, id::text, name from package where id = any(${ids}::uuid[])` },
  "package-queue": {
    accepts: isUuid,
    names: (ids) => sql`
      select 'package-queue' as kind, q.id::text, p.name || ' of ' || u.email as name
      from package_queue q join package p on p.id = q.package_id join app_user u on u.id = q.user_id where q.id = any(${ids}::uuid[])`,
  },
  "node-server": {
    accepts: isInteger,
    names: (ids) => sql`select 'node-server' as kind, id::text, name from node_server where id = any(${ids}::int[])`,
  },
  appliance: {
    accepts: isUuid,
    names: (ids) => sql`select 'appliance' as kind, id::text, name from appliance where id = any(${ids}::uuid[])`,
  },
  channel: {
    accepts: isUuid,
    names: (ids) => sql`select 'channel' as kind, id::text, name from notification_channel where id = any(${ids}::uuid[])`,
  },
  "push-browser": {
    accepts: isUuid,
    names: (ids) => sql`select 'push-browser' as kind, id::text, label as name from web_push_browser where id = any(${ids}::uuid[])`,
  },
  route: { accepts: isUuid, names: (ids) => sql`select 'route' as kind, id::text, name from alert_route where id = any(${ids}::uuid[])` },
  silence: {
    accepts: isUuid,
    names: (ids) => sql`select 'silence' as kind, id::text, comment as name from silence where id = any(${ids}::uuid[])`,
  },
  "maintenance-window": {
    accepts: isUuid,
    names: (ids) => sql`select 'maintenance-window' as kind, id::text, name from maintenance_window where id = any(${ids}::uuid[])`,
  },
  "telemetry-token": {
    accepts: isUuid,
    names: (ids) => sql`select 'telemetry-token' as kind, id::text, name from telemetry_token where id = any(${ids}::uuid[])`,
  },
  "node-client": {
    accepts: isInteger,
    names: (ids) => sql`select 'node-client' as kind, id::text, name from node_client where id = any(${ids}::int[])`,
  },
};

interface Subject {
  subjectKind: string;
  subjectId: string;
}

/** The present names of a page's subjects, one query for each kind on it. Null: it has none, or is gone. */
export async function readSubjectNames(db: Database, rows: readonly Subject[]): Promise<(row: Subject) => string | null> {
  const found = await Promise.all(
    Object.entries(sources).map(async ([kind, { accepts, names }]) => {
      const ids = new Set(rows.filter((row) => row.subjectKind === kind && accepts(row.subjectId)).map((row) => row.subjectId));
      return ids.size === 0 ? [] : db.rows(names([...ids]), Row);
    }),
  );
  const byKey = new Map(found.flat().map(({ kind, id, name }) => [`${kind} ${id}`, name]));
  return ({ subjectKind, subjectId }) => byKey.get(`${subjectKind} ${subjectId.toLowerCase()}`) ?? null;
}
