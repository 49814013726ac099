import { declarationOf, isSettingKey, type SettingKey, type Settings } from "#lib/settings/declarations";
import type { ProblemItem } from "#lib/universal/problem";

/** What one setting promises another and bounds alone do not keep. Checked when one of the two is changed. */
const promises: readonly { of: SettingKey; to: SettingKey; holds: (of: number, to: number) => boolean; words: string }[] = [
  {
    of: "usage.batchRetentionDays",
    to: "usage.lineRetentionDays",
    holds: (batches, lines) => batches <= lines,
    words: "batch ids must not be kept longer than the lines they protect",
  },
  {
    of: "jobs.frequentSuccessDays",
    to: "jobs.runRetentionDays",
    holds: (successes, runs) => successes <= runs,
    words: "successes of frequent jobs must not be kept longer than job runs",
  },
  {
    of: "fleet.pullIntervalS",
    to: "fleet.offlineTimeoutS",
    holds: (pull, offline) => pull < offline,
    words: "nodes must be heard more often than the time after which they are called offline",
  },
  {
    of: "fleet.pushIntervalS",
    to: "fleet.offlineTimeoutS",
    holds: (push, offline) => push < offline,
    words: "nodes must be heard more often than the time after which they are called offline",
  },
];

export type CheckedValues = { ok: true; values: Map<SettingKey, number | null> } | { ok: false; errors: ProblemItem[] };

/** Whether each value is one of its setting. Null is always: it resets. Every bad one is named. */
export function checkValues(given: Readonly<Record<string, unknown>>): CheckedValues {
  const errors: ProblemItem[] = [];
  const values = new Map<SettingKey, number | null>();
  for (const [key, value] of Object.entries(given)) {
    const path = `values.${key}`;
    if (!isSettingKey(key)) {
      errors.push({ path, code: "unknown", detail: `There is no setting ${key}` });
      continue;
    }
    const { schema, min, max, unit } = declarationOf(key);
    const parsed = value === null ? { success: true as const, data: null } : schema.safeParse(value);
    if (parsed.success) values.set(key, parsed.data);
    else
      errors.push({
        path,
        code: "out_of_range",
        detail: `must be a whole number of ${unit} from ${min} to ${max}, or null for the default`,
      });
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, values };
}

/** The promises between settings that a change of `changed` would break, named by what was changed. */
export function brokenPromises(settings: Settings, changed: ReadonlySet<SettingKey>): ProblemItem[] {
  return promises.flatMap(({ of, to, holds, words }) => {
    const [a, b] = [settings[of], settings[to]];
    if ((!changed.has(of) && !changed.has(to)) || a === null || b === null || holds(a, b)) return [];
    const [blamed, other] = changed.has(of) ? [of, to] : [to, of];
    return [{ path: `values.${blamed}`, code: "broken_promise", detail: `${words}; ${other} is ${settings[other]}` }];
  });
}
