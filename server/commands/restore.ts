import { totalRows } from "../backup/manifest.ts";
import { restore } from "../backup/restore.ts";
import { readArguments } from "./read-arguments.ts";
import { runCommand } from "./run-command.ts";
import { UsageError } from "./usage-error.ts";

const usage = `usage: npm run restore -- <folder>
  Restores a backup into the empty data folder FLEETLIGHT_DATA_DIR, or into the empty database DATABASE_URL.`;

/** `npm run restore -- <folder>`. */
await runCommand(async ({ args, env, signal, print, say }) => {
  const { words } = readArguments(args, {}, usage);
  const [folder, ...more] = words;
  if (folder === undefined || more.length > 0) throw new UsageError("Say the folder of one backup", usage);
  const startedAt = performance.now();
  const { at, fleetlight, tables, files } = await restore({ env, folder, signal, say });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const kept = files.length > 0 ? `, and ${files.map(({ name }) => name).join(", ")}` : "";
  print(
    `Restored the installation as of ${at} (Fleetlight ${fleetlight}): ${totalRows(tables)} rows in ${tables.length} tables${kept} (${seconds} s)`,
  );
  return 0;
});
