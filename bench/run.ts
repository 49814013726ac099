import { parseArgs } from "node:util";
import type { Bench } from "./harness/bench.ts";
import { lineOf, tableOf } from "./harness/show.ts";

const benches: Record<string, () => Promise<Bench>> = {
  "usage-ingest": async () => (await import("./usage-ingest.ts")).usageIngest,
  "usage-query": async () => (await import("./usage-query.ts")).usageQuery,
  "page-weight": async () => (await import("./page-weight.ts")).pageWeight,
  footprint: async () => (await import("./footprint.ts")).footprint,
  start: async () => (await import("./start.ts")).start,
  "admin-lists": async () => (await import("./admin-lists.ts")).adminLists,
  "alert-list": async () => (await import("./alert-list.ts")).alertList,
  "event-to-dom": async () => (await import("./event-to-dom.ts")).eventToDom,
  "live-list": async () => (await import("./live-list.ts")).liveList,
  rules: async () => (await import("./rules.ts")).rules,
  "telemetry-query": async () => (await import("./telemetry-query.ts")).telemetryQuery,
  "fan-out": async () => (await import("./fan-out.ts")).fanOut,
  purge: async () => (await import("./purge.ts")).purge,
  "telemetry-delay": async () => (await import("./telemetry-delay.ts")).telemetryDelay,
  "telemetry-ingest": async () => (await import("./telemetry-ingest.ts")).telemetryIngest,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: "boolean", default: false }, rounds: { type: "string", default: "3" } },
});
const [name = ""] = positionals;
const load = benches[name];
const rounds = Number(values.rounds);
if (!load || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(`usage: npm run bench -- <name> [--rounds n] [--full]\nnames: ${Object.keys(benches).join(", ")}\n`);
  process.exit(2);
}
const bench = await load();
const figures = await bench({ rounds, isFull: values.full, say: (words) => void process.stderr.write(`${name}: ${words}\n`) });
process.stdout.write(`${tableOf(figures)}\n${lineOf(name, new Date(), figures)}\n`);
