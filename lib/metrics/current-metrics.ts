import { z } from "zod";
import { BytesText, Instant } from "#lib/universal/identifiers";
import { groups } from "./catalogue.ts";
import { api } from "./groups/api.ts";
import { processGroup } from "./groups/process.ts";
import { system } from "./groups/system.ts";
import type { Group } from "./metric.ts";
import type { Latest } from "./read-latest.ts";

const Value = z.number().nullable();
const Bytes = BytesText.nullable();

/** A group as JSON: whole bytes as text, all else numbers; null is not known. */
function shapeOf(group: Group, without: RegExp = /^$/) {
  const kept = Object.entries(group.metrics).filter(([key]) => !without.test(key));
  return z.object(Object.fromEntries(kept.map(([key, { unit }]) => [key, unit === "bytes" ? Bytes : Value])));
}

const System = shapeOf(system, /^loadAverage/).extend({ loadAverage: z.tuple([Value, Value, Value]) });
const Process = shapeOf(processGroup);
const Api = shapeOf(api, /^latencyMs/).extend({ latencyMs: z.object({ p50: Value, p95: Value, p99: Value }) });
const single = groups.filter(({ label, name }) => label === null && name !== "api");

/** The groups are data, so their shape is not a type. */
type Json = Record<string, unknown>;

/** `system` and `process` are of the process that answers; all of them are in `hosts` and `processes`. */
export const CurrentMetrics: z.ZodType<Json, Json> = z.object({
  /** The last collection; null while there was none within 90 s, and every value then is. */
  at: Instant.nullable(),
  system: System,
  process: Process,
  api: Api,
  ...Object.fromEntries(single.map((group) => [group.name, shapeOf(group)])),
  hosts: z.array(System.extend({ host: z.string() })),
  processes: z.array(Process.extend({ process: z.string() })),
});

type Values = Record<string, number | string | null>;

/** The latest values, nested as people and scripts read them. `own` says which host and process answer. */
export function currentMetrics(latest: readonly Latest[], own: { host: string; process: string }): Json {
  const labelsOf = (group: Group) => [
    ...new Set(latest.filter(({ name }) => name.startsWith(`${group.name}.`)).map(({ labels }) => labels[group.label ?? ""] ?? "")),
  ];
  const of = (group: Group, label?: string) => valuesOf(group, latest, label);
  const at = latest.reduce<Date | null>((newest, one) => (newest && newest > one.at ? newest : one.at), null);
  return {
    at: at?.toISOString() ?? null,
    system: withLoad(of(system, own.host)),
    process: of(processGroup, own.process),
    api: withLatency(of(api)),
    ...Object.fromEntries(single.map((group) => [group.name, of(group)])),
    hosts: labelsOf(system).map((host) => ({ host, ...withLoad(of(system, host)) })),
    processes: labelsOf(processGroup).map((name) => ({ process: name, ...of(processGroup, name) })),
  };
}

function valuesOf(group: Group, latest: readonly Latest[], label?: string): Values {
  return Object.fromEntries(
    Object.entries(group.metrics).map(([key, { unit }]) => {
      const found = latest.find(
        ({ name, labels }) => name === `${group.name}.${key}` && (group.label === null || labels[group.label] === label),
      );
      if (!found) return [key, null];
      return [key, unit === "bytes" ? BigInt(Math.round(found.value)).toString() : found.value];
    }),
  );
}

function withLoad({ loadAverage1 = null, loadAverage5 = null, loadAverage15 = null, ...values }: Values) {
  return { ...values, loadAverage: [loadAverage1, loadAverage5, loadAverage15] };
}

function withLatency({ latencyMsP50: p50 = null, latencyMsP95: p95 = null, latencyMsP99: p99 = null, ...values }: Values) {
  return { ...values, latencyMs: { p50, p95, p99 } };
}
