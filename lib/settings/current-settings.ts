import type { Database } from "#lib/core/database";
import { forgetSingleton, singleton } from "#lib/core/singleton";
import type { Settings } from "#lib/settings/declarations";
import { readSettings } from "#lib/settings/read-settings";

/** How old what a request sees may be, when no event told this process sooner. */
const maxAgeMs = 10_000;
const name = "current-settings";

interface Kept {
  db: Database;
  readAt: number;
  settings: Promise<Settings>;
}

/**
 * The settings for requests, which must not ask the database each time: at most 10 s old, and read anew as soon as the
 * event log tells of a change. Read through the ingest pool, because nodes' reports need them and must not wait for people.
 * @throws when the database is away; the next call asks again
 */
export function currentSettings(db: Database): Promise<Settings> {
  const box = singleton<{ kept?: Kept }>(name, () => ({}));
  const { kept } = box;
  if (kept?.db === db && performance.now() - kept.readAt < maxAgeMs) return kept.settings;
  const settings = readSettings({
    async rows(query, row) {
      const result = await db.ingestPool.query(query.text, query.values as unknown[]);
      return result.rows.map((value) => row.parse(value));
    },
  });
  const next: Kept = { db, readAt: performance.now(), settings };
  box.kept = next;
  settings.catch(() => {
    if (box.kept === next) delete box.kept;
  });
  return settings;
}

/** After a change: the next request reads anew. */
export function forgetSettings(): void {
  forgetSingleton(name);
}
