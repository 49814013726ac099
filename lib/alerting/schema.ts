import { z } from "zod";
import { Id, Instant, PlainText } from "#lib/universal/identifiers";
import { Cursor, Limit, page } from "#lib/universal/paging";

export const Severity = z.enum(["info", "warning", "critical"]);
export type Severity = z.infer<typeof Severity>;

/** Which part of the installation an alert is about. */
export const AlertSource = z.enum([
  "system",
  "storage",
  "scst",
  "tape",
  "vtl",
  "task",
  "node",
  "package",
  "traffic",
  "telemetry",
  "relay",
  "partner",
  "queue",
  "external",
]);
export type AlertSource = z.infer<typeof AlertSource>;

/** What no data means to a rule: a state of its own, as bad as true, or as good as false. */
export const NoData = z.enum(["stale", "firing", "ok"]);
export type NoData = z.infer<typeof NoData>;

// ── rules ─────────────────────────────────────────────────────────────────────────────────────
const Seconds = z.number().int().min(0).max(2_592_000);

/** A rule: what raises an alert. `words` says it in plain language; `state` is what its last evaluation found. */
export const Rule = z.object({
  id: Id,
  name: z.string(),
  kind: z.string(),
  params: z.record(z.string(), z.unknown()),
  severity: Severity,
  source: AlertSource,
  forSeconds: z.number().int(),
  clearSeconds: z.number().int(),
  reopenSeconds: z.number().int(),
  noData: NoData,
  runbook: z.string(),
  isEnabled: z.boolean(),
  isDefault: z.boolean(),
  words: z.string(),
  state: z.enum(["never_evaluated", "failing", "firing", "pending", "stale", "ok", "disabled"]),
  error: z.string().nullable(),
  evaluatedAt: Instant.nullable(),
  durationMs: z.number().nullable(),
  resourceCount: z.number().int(),
  openCount: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Rule = z.infer<typeof Rule>;

/** `params` as the kind declares them: a wrong or unknown one is 422, naming it. */
export const RuleFields = z.strictObject({
  name: PlainText.pipe(z.string().trim().min(1).max(120)),
  kind: PlainText.min(1).max(64),
  params: z.record(z.string(), z.unknown()).default({}),
  severity: Severity,
  forSeconds: Seconds.default(0),
  clearSeconds: Seconds.default(60),
  reopenSeconds: Seconds.default(600),
  noData: NoData.default("stale"),
  runbook: PlainText.max(2_000).default(""),
  isEnabled: z.boolean().default(true),
});
export type RuleFields = z.output<typeof RuleFields>;

export const ListRulesInput = z.strictObject({ kind: PlainText.max(64).optional(), limit: Limit, cursor: Cursor.optional() });
export const RuleList = page(Rule);
export const RuleIdInput = z.strictObject({ id: Id });
