import path from "node:path";
import { type ProductServer, startProduct } from "../../bench/harness/product-server.ts";
import { signIn } from "../../bench/harness/sign-in.ts";
import { type Batch, sendBatch } from "./batches.ts";
import { judgeLedger, judgeSnapshot } from "./judge.ts";
import { operatorCommand } from "./operator-command.ts";
import { readState, withDataFolder } from "./read-state.ts";
import { makeTown, type Town } from "./town.ts";
import { startWriters } from "./writers.ts";

export interface DrillOptions {
  /** Empty; everything is made below it. */
  folder: string;
  random: () => number;
  writers: number;
  users: number;
  /** Reports that are acknowledged before the backup, and between its end and the loss of the machine. */
  before: number;
  after: number;
  say: (words: string) => void;
}

export interface DrillResult {
  sent: number;
  inBackup: number;
  duringBackup: number;
  backupMs: number;
  restoreMs: number;
  /** The longest time that a report took while the backup ran. */
  slowestDuringBackupMs: number;
  retriedAsDuplicates: number;
  /** What did not hold, in words. */
  broken: string[];
}

const admin = { email: "drill@example.test", password: "correct horse battery staple" };

/**
 * A server under load is backed up, works on, and is lost. What is restored is looked at before anything starts on it; then
 * the nodes send again everything they ever sent, as they would, and in the end nothing is missing and nothing is double.
 */
export async function restoreDrill(options: DrillOptions): Promise<DrillResult> {
  const { folder, random, say } = options;
  const [first, second, backup] = ["first", "second", "backup"].map((name) => path.join(folder, name)) as [string, string, string];
  const key = `drill-${crypto.randomUUID()}-${crypto.randomUUID()}`;
  const environment = { ...environmentOf(key), FLEETLIGHT_DATA_DIR: first };
  let server = await startProduct(environment);
  try {
    const session = await signIn(server.url, admin.email, admin.password);
    const perUser = (options.before + options.after) * 1_000_000;
    const town = await makeTown(server.url, key, { ...options, shortLimit: BigInt(Math.floor(perUser / 2)) });
    const writers = startWriters(server.url, town, random);
    await writers.acknowledged(options.before);
    const from = performance.now();
    say((await operatorCommand("backup", [backup], first)).split("\n").at(-1) ?? "");
    const to = performance.now();
    await writers.acknowledged(writers.batches.length + options.after);
    await writers.stop();
    await server.stop();

    const restoreFrom = performance.now();
    say((await operatorCommand("restore", [backup], second)).split("\n").at(-1) ?? "");
    const restoreMs = performance.now() - restoreFrom;
    const restored = await withDataFolder(second, readState);
    const broken = judgeSnapshot(restored, writers.batches, { from, to });

    server = await startProduct({ ...environment, FLEETLIGHT_DATA_DIR: second });
    broken.push(...(await judgeSession(server, session)));
    const retried = await sendAgain(server, town, writers.batches, restored.batches);
    broken.push(...retried.broken);
    await server.stop();
    for (const job of ["usage.bill-traffic", "package-queue.apply-billing"]) await operatorCommand("job", [job], second);
    const last = await withDataFolder(second, readState);
    broken.push(...judgeLedger(last, writers.batches).map((words) => `after the retries: ${words}`));
    if (last.unbilled > 0) broken.push(`${last.unbilled} lines were not billed after the restore`);
    if (last.itemsBesideLines > 0) broken.push(`${last.itemsBesideLines} items differ from their lines after the restore`);

    const during = writers.batches.filter(
      ({ sentAt, acknowledgedAt }) => acknowledgedAt !== undefined && acknowledgedAt > from && sentAt < to,
    );
    return {
      sent: writers.batches.length,
      inBackup: restored.batches.size,
      duringBackup: during.length,
      backupMs: to - from,
      restoreMs,
      slowestDuringBackupMs: Math.max(0, ...during.map(({ sentAt, acknowledgedAt }) => (acknowledgedAt ?? sentAt) - sentAt)),
      retriedAsDuplicates: retried.duplicates,
      broken,
    };
  } finally {
    await server.stop();
  }
}

function environmentOf(key: string): Record<string, string> {
  return {
    DATABASE_URL: "",
    BOOTSTRAP_ADMIN_EMAIL: admin.email,
    BOOTSTRAP_ADMIN_PASSWORD: admin.password,
    BOOTSTRAP_API_KEY: key,
    RATE_LIMIT_PER_MINUTE: "10000000",
  };
}

/** Who was signed in still is. */
async function judgeSession(server: ProductServer, cookie: string): Promise<string[]> {
  const { status } = await fetch(`${server.url}/api/v1/me`, { headers: { cookie } });
  return status === 200 ? [] : [`a session from before the backup is answered ${status}`];
}

/** A node sends again what it does not know to be stored: here, everything. */
async function sendAgain(server: ProductServer, town: Town, batches: readonly Batch[], known: ReadonlyMap<string, unknown>) {
  const wrong: string[] = [];
  let duplicates = 0;
  await Promise.all(
    town.reporters.map(async (reporter) => {
      for (const batch of batches.filter((each) => each.reporter.id === reporter.id)) {
        const outcome = await sendBatch(server.url, batch);
        if (outcome === "duplicate") duplicates++;
        if ((outcome === "duplicate") !== known.has(batch.id)) wrong.push(batch.id);
      }
    }),
  );
  return { duplicates, broken: wrong.length === 0 ? [] : [`${wrong.length} reports that were sent again were taken for the wrong thing`] };
}
