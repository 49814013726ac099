import { emptySql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { matchersInWords } from "#lib/universal/matcher-words";
import { type Matcher, matchesAll } from "../matcher.ts";
import type { MatchPreview } from "../schema.ts";
import { readAlerts } from "./alert-view.ts";
import { mutableOf, readFiring } from "./read-firing.ts";

/** Enough to recognise what is meant; the count says how many more there are. */
const shownAlerts = 20;

/** Which of the alerts that fire now these matchers mean, newest first. */
export async function matchFiring(reader: Pick<SqlTransaction, "rows">, matchers: readonly Matcher[]): Promise<MatchPreview> {
  const firing = await readFiring(reader, emptySql);
  const ids = firing.filter((row) => matchesAll(matchers, mutableOf(row).labels)).map(({ id }) => id);
  const alerts =
    ids.length === 0
      ? []
      : await readAlerts(reader, sql`and a.id = any(${ids}::uuid[]) order by a.fired_at desc, a.id desc limit ${shownAlerts}`);
  return { words: matchersInWords(matchers), count: ids.length, firingCount: firing.length, alerts };
}
