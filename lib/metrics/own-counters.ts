import { hostname } from "node:os";
import { processName } from "#lib/core/process-name";
import { readTraffic } from "#lib/http/traffic-meter";
import { itemsSample } from "#lib/ingest/items-sample";
import { telemetrySample } from "#lib/telemetry/telemetry-sample";
import type { ProcessSample } from "./process-sample.ts";

/** What is counted of a process, whatever else it says of itself. */
export type CountedProcess = Pick<ProcessSample, "name" | "hostName" | "telemetry" | "traffic" | "items">;

/** The counters of all processes: the others' as they reported them within the last seconds, this one's as they are now. */
export function withOwnCounters(processes: readonly ProcessSample[]): CountedProcess[] {
  const counters = { telemetry: telemetrySample(), traffic: readTraffic(), items: itemsSample() };
  const own: CountedProcess = { name: processName(), hostName: hostname(), ...counters };
  return [...processes.filter(({ name }) => name !== own.name), own].sort((a, b) => (a.name < b.name ? -1 : 1));
}
