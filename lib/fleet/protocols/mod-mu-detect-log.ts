import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { protocolRoute } from "#lib/http/route";
import { listOf, modMuNode, modMuQuery, type SkippedItem, skippedOf } from "./node-call.ts";
import { uidOf } from "./online-users.ts";

interface Detection {
  uid: number;
  rule_id: number;
}

/** mod_mu `users/detectlog`: `{ "data": [{ "user_id", "list_id" }] }`, which rule matched whom → `ok`. Source: SSPanel-UIM UserController::addDetectLog. */
export const modMuDetectLog = protocolRoute(
  {
    name: "modMuDetectLog",
    summary: "mod_mu: rules that matched on the node",
    policy: "node",
    input: z.object({ ...modMuQuery, data: z.array(z.object({ user_id: z.int(), list_id: z.int() })) }),
    output: z.object({ ret: z.literal(1), data: z.literal("ok"), rejectedCount: z.number().int().optional() }),
  },
  async (request, ctx) => {
    const node = await modMuNode(request, ctx);
    const { detections, skipped } = readDetections(await listOf(request, 'an object {"data": [{"user_id", "list_id"}]}'));
    await recordDetections(ctx, node.id, detections);
    return Response.json({ ret: 1, data: "ok", ...skippedOf(skipped) });
  },
);

/** Rule ids may be -1: rules that the node keeps itself. */
export function readDetections(rows: readonly unknown[]): { detections: Detection[]; skipped: SkippedItem[] } {
  const detections: Detection[] = [];
  const skipped: SkippedItem[] = [];
  for (const [index, row] of rows.entries()) {
    const { user_id: userId, list_id: ruleId } =
      typeof row === "object" && row !== null ? (row as { user_id?: unknown; list_id?: unknown }) : {};
    const uid = uidOf(userId);
    if (uid === undefined) skipped.push({ index, code: "bad_uid", detail: "Not a user's uid" });
    else if (typeof ruleId !== "number" || !Number.isInteger(ruleId) || Math.abs(ruleId) > 2_147_483_647)
      skipped.push({ index, code: "bad_rule", detail: "Not a rule's id" });
    else detections.push({ uid, rule_id: ruleId });
  }
  return { detections, skipped };
}

async function recordDetections(ctx: Context, nodeServerId: number, detections: readonly Detection[]): Promise<void> {
  if (detections.length === 0) return;
  const insert = sql`
    insert into node_detect_log (node_server_id, uid, rule_id, at)
    select ${nodeServerId}::integer, d.uid, d.rule_id, ${ctx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(detections)}::jsonb) as d(uid integer, rule_id integer)`;
  await ctx.db.ingestPool.query(insert.text, insert.values as unknown[]);
}
