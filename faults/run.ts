import { parseArgs } from "node:util";
import type { TryFault } from "./fault.ts";

/** Promises of reliability that can be tried by one command: `npm run faults -- <name> [--seed n] [--full]`. */
const faults: Record<string, () => Promise<TryFault>> = {
  "alert-storm": async () => (await import("./alert-storm.ts")).tryAlertStorm,
  "double-bill": async () => (await import("./double-bill.ts")).tryDoubleBill,
  incident: async () => (await import("./incident.ts")).tryIncident,
  "notify-down": async () => (await import("./notify-down.ts")).tryNotifyDown,
  "kill-app": async () => (await import("./kill-app.ts")).tryKillApp,
  "kill-pg": async () => (await import("./kill-pg.ts")).tryKillPg,
  malformed: async () => (await import("./malformed.ts")).tryMalformed,
  migrate: async () => (await import("./migrate.ts")).tryMigrate,
  "pg-away": async () => (await import("./pg-away.ts")).tryPgAway,
  "ws-abuse": async () => (await import("./ws-abuse.ts")).tryWsAbuse,
  "restore-drill": async () => (await import("./restore-drill.ts")).tryRestoreDrill,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: "1" }, full: { type: "boolean", default: false } },
});
const [name = ""] = positionals;
const load = faults[name];
const seed = Number(values.seed);
if (!load || !Number.isInteger(seed)) {
  process.stderr.write(`usage: npm run faults -- <name> [--seed n] [--full]\nnames: ${Object.keys(faults).join(", ")}\n`);
  process.exit(2);
}
const tryFault = await load();
const { figures, broken } = await tryFault({ seed, isFull: values.full, say: (words) => void process.stderr.write(`${name}: ${words}\n`) });
for (const [figure, value] of Object.entries(figures)) process.stdout.write(`${figure}: ${value}\n`);
for (const words of broken) process.stdout.write(`BROKEN: ${words}\n`);
process.stdout.write(`${name} with seed ${seed}: ${broken.length === 0 ? "kept" : "broken"}\n`);
process.exitCode = broken.length === 0 ? 0 : 1;
