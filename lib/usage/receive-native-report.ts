import { createHash } from "node:crypto";
import type { Context } from "#lib/auth/context";
import { isDomainError } from "#lib/core/errors";
import { ingestTransaction } from "#lib/core/transaction";
import { lockServerReports } from "#lib/fleet/lock-server-reports";
import { currentSettings } from "#lib/settings/current-settings";
import { parseExact } from "#lib/usage/parse-exact";
import { readNativeReport } from "#lib/usage/read-native-report";
import { withPartitions } from "#lib/usage/receive-report";
import type { NativeUsageAnswer } from "#lib/usage/schema";
import { storeNativeReports } from "#lib/usage/store-native-reports";

/**
 * A native usage report. Its batch id is good for 7 days (Settings): the same again is answered and not counted, the same id with
 * another body is refused. Counters may be cumulative, with a boot id.
 * @throws DomainError malformed_json, validation_failed, batch_conflict (409), counter_went_backwards (409)
 */
export async function receiveNativeReport(ctx: Context, nodeServerId: number, text: string): Promise<NativeUsageAnswer> {
  const value = parseExact(text);
  const { "usage.lineRetentionDays": keptDays } = await currentSettings(ctx.db);
  const bodyHash = createHash("sha256").update(text).digest();
  const report = readNativeReport(value, { nodeServerId, bodyHash, now: ctx.now, keptDays });
  const [outcome] = await withPartitions(ctx, () =>
    ingestTransaction(ctx.db, async (tx) => {
      await lockServerReports(tx, nodeServerId);
      return storeNativeReports(tx, ctx, [report]);
    }),
  );
  if (!outcome) throw new Error("A report had no outcome");
  // Committed: the admin sees that it came.
  if (isDomainError(outcome)) throw outcome;
  return outcome;
}
