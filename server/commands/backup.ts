import { backUp } from "../backup/back-up.ts";
import { totalRows } from "../backup/manifest.ts";
import { openInstallation } from "./open-installation.ts";
import { readArguments } from "./read-arguments.ts";
import { runCommand } from "./run-command.ts";
import { UsageError } from "./usage-error.ts";

const usage = `usage: npm run backup -- <folder> [--json]
  Writes the whole installation, as it is at one instant, into a new or empty folder. It may work meanwhile.`;

/** `npm run backup -- <folder>`. */
await runCommand(async ({ args, env, signal, print, say }) => {
  const { words, has } = readArguments(args, { json: { type: "boolean" } }, usage);
  const [folder, ...more] = words;
  if (folder === undefined || more.length > 0) throw new UsageError(`Say one folder${more.length > 0 ? ", not several" : ""}`, usage);
  const installation = await openInstallation(env);
  try {
    const startedAt = performance.now();
    const manifest = await backUp({ url: installation.url, env, folder, signal, say });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const bytes = manifest.tables.reduce((sum, table) => sum + table.bytes, 0);
    const rows = totalRows(manifest.tables);
    const secret = { files: "with its secret", environment: "without AUTH_SECRET: keep that yourself", nowhere: "without a secret" };
    print(
      has("json")
        ? JSON.stringify({ folder, at: manifest.at, rows: String(rows), bytes, files: manifest.files.map(({ name }) => name) })
        : `Backed up ${installation.place} as of ${manifest.at} to ${folder}: ${rows} rows in ${manifest.tables.length} tables, ` +
            `${(bytes / 1_048_576).toFixed(1)} MiB, ${secret[manifest.authSecret.in]} (${seconds} s)`,
    );
    return 0;
  } finally {
    await installation.stop();
  }
});
