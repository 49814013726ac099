import type { Context } from "#lib/auth/context";
import type { ProcessSample } from "./process-sample.ts";
import type { MetricUnit } from "./schema.ts";

export interface Metric {
  /** For people: "CPU in use". */
  title: string;
  unit: MetricUnit;
}

/** The values of one host, one process, or of the installation as a whole. Unknown is null, never 0. */
export interface GroupSample<K extends string = string> {
  labels: Readonly<Record<string, string>>;
  values: Readonly<Record<K, number | null>>;
}

/** Metrics that are read together: a file in `groups/`. */
export interface Group<K extends string = string> {
  name: string;
  title: string;
  /** What tells its series apart; null: the installation has one of each. */
  label: "host" | "process" | null;
  metrics: Readonly<Record<K, Metric>>;
  /** Reads it now; `processes` are those that were heard of in time. Throwing makes the group unknown, and no other. */
  read(ctx: Context, processes: readonly ProcessSample[]): Promise<readonly GroupSample<K>[]>;
}

/** Declares a group; checks that it reads exactly what it declares. */
export function group<K extends string>(declared: Group<K>): Group<K> {
  return declared;
}

/** The installation's own values, as a group without a label reads them. */
export function only<K extends string>(values: Record<K, number | null>): GroupSample<K>[] {
  return [{ labels: {}, values }];
}
