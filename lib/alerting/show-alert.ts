import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { conditionOf } from "./condition-registry.ts";
import { readAlert, readAlerts } from "./internal/alert-view.ts";
import { readNotifications } from "./internal/read-notifications.ts";
import { AlertDetail, AlertIdInput, TimelineEntry } from "./schema.ts";

/** More than anybody reads; the oldest and the newest say most, the newest are kept. */
const maxEntries = 500;
const maxSimilar = 10;

const Entry = z.object({
  id: column.bytes,
  at: column.instant,
  kind: TimelineEntry.shape.kind,
  actor: z.string().nullable(),
  detail: z.string(),
  value: z.number().nullable(),
});
const Runbook = z.object({ runbook: z.string() });

/** One alert with its timeline, who was told of it, and what the same rule said of the same resource before. */
export const showAlert = operation(
  { name: "showAlert", summary: "Show an alert with its timeline", policy: "monitoring:read", input: AlertIdInput, output: AlertDetail },
  async (ctx, { id }) => {
    const alert = await readAlert(ctx.db, id);
    if (!alert) throw notFound("Alert");
    // Without a rule the sender's key says what is the same: of many alerts from outside nobody names a resource.
    const sameStory =
      alert.ruleId === null
        ? sql`a.rule_id is null and a.fingerprint = (select fingerprint from alert where id = ${id}::uuid)`
        : sql`a.resource_type = ${alert.resourceType} and a.resource_id = ${alert.resourceId} and a.rule_id = ${alert.ruleId}::uuid`;
    const [entries, notifications, similar, runbooks] = await Promise.all([
      ctx.db.rows(
        sql`select id, at, kind, actor, detail, value from alert_event where alert_id = ${id}::uuid order by id desc limit ${maxEntries}`,
        Entry,
      ),
      readNotifications(ctx.db, ctx.now, id),
      readAlerts(
        ctx.db,
        sql`and ${sameStory} and a.fired_at < ${alert.firedAt}::timestamptz order by a.fired_at desc, a.id desc limit ${maxSimilar}`,
      ),
      ctx.db.rows(sql`select runbook from rule where id = ${alert.ruleId}::uuid`, Runbook),
    ]);
    return {
      ...alert,
      unit: alert.kind === null ? "" : (conditionOf(alert.kind)?.unit ?? ""),
      timeline: entries.reverse().map((entry) => ({ ...entry, id: String(entry.id), at: entry.at.toISOString() })),
      notifications,
      similar,
      runbook: runbooks[0]?.runbook ?? "",
    };
  },
);
