import type { z } from "zod";
import type { Context } from "#lib/auth/context";
import { listLogs } from "#lib/telemetry/list-logs";
import { type ListLogsInput, LogList } from "#lib/telemetry/schema";

/** One page as its readers get it. */
export async function logPage(ctx: Context, input: ListLogsInput): Promise<z.output<typeof LogList>> {
  const pieces = await Array.fromAsync(await listLogs(ctx, input));
  return LogList.parse(JSON.parse(pieces.join("")));
}

/** Every page, in order. */
export async function allLogs(ctx: Context, input: ListLogsInput): Promise<z.output<typeof LogList>["items"]> {
  const items: z.output<typeof LogList>["items"] = [];
  let cursor: string | undefined;
  do {
    const page = await logPage(ctx, { ...input, cursor });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
