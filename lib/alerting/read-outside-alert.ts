import { createHash } from "node:crypto";
import { z } from "zod";
import { shortened } from "#lib/notifications/notice-parts";
import { Instant } from "#lib/universal/identifiers";
import type { ProblemItem } from "#lib/universal/problem";
import type { Labels } from "./matcher.ts";
import type { OutsideAlert } from "./receive-alerts.ts";
import { AlertSource, type Severity } from "./schema.ts";

/** Alertmanager's own: an alert that names no end is over when nothing was heard of it for so long. */
const resolveTimeoutMs = 300_000;

const Value = z.string().max(1_024);
const LabelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,127}$/, "must be a label name, [a-zA-Z_][a-zA-Z0-9_]*");

/** One alert as Prometheus posts it and as Alertmanager's webhook carries it; more than this is left aside. */
const PostedAlert = z.object({
  labels: z.record(LabelName, Value).refine((labels) => Object.keys(labels).length <= 64, "must be at most 64 labels"),
  annotations: z.record(z.string(), z.string()).default({}),
  endsAt: Instant.optional(),
  generatorURL: z.string().max(4_096).optional(),
  /** Of the webhook only. */
  status: z.enum(["firing", "resolved"]).optional(),
});

/** Whose post it is: they differ in how they say that an alert goes on. */
export type Sender = "prometheus" | "alertmanager";

/** Reads one alert; or what is wrong with it, each field with its place, `alerts.3.labels.job`. */
export function readOutsideAlert(posted: unknown, index: number, sender: Sender, now: Date): OutsideAlert | ProblemItem[] {
  const parsed = PostedAlert.safeParse(posted);
  if (!parsed.success)
    return parsed.error.issues.map((issue) => ({
      path: ["alerts", index, ...issue.path].join("."),
      code: issue.code,
      detail: issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message,
    }));
  const { annotations, endsAt, generatorURL, status } = parsed.data;
  // To Prometheus a label that is empty is a label that is absent.
  const labels = Object.fromEntries(Object.entries(parsed.data.labels).filter(([, value]) => value !== ""));
  if (Object.keys(labels).length === 0)
    return [{ path: `alerts.${index}.labels`, code: "too_small", detail: "Needs at least one label that is not empty" }];
  const end = endOf(endsAt, sender, now);
  const [resourceType, resourceId] = resourceOf(labels);
  return {
    fingerprint: fingerprintOf(labels),
    severity: severityOf(labels.severity),
    isResolved: status === "resolved" || (end !== null && end <= now),
    source: AlertSource.safeParse(labels.source).data ?? "external",
    title: titleOf(labels, resourceId),
    message: messageOf(annotations, generatorURL),
    resourceType,
    resourceId,
    labels,
    value: null,
    endsAt: end,
  };
}

/** The same labels are the same alert, in whatever order they come and by whatever way. */
function fingerprintOf(labels: Labels): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return `labels/${createHash("sha256").update(JSON.stringify(sorted)).digest("hex")}`;
}

/**
 * Prometheus says the end again with every post, minutes ahead. Alertmanager says none while an alert fires (the year 1)
 * and repeats itself rarely, so its alerts last until it says that they are over.
 */
function endOf(endsAt: string | undefined, sender: Sender, now: Date): Date | null {
  if (endsAt !== undefined && !endsAt.startsWith("0001-")) return new Date(endsAt);
  return sender === "prometheus" ? new Date(now.getTime() + resolveTimeoutMs) : null;
}

/** What people call severities, as ours; a word that nobody knows is a warning rather than nothing. */
function severityOf(label: string | undefined): Severity {
  switch (label?.toLowerCase()) {
    case "critical":
    case "crit":
    case "page":
    case "error":
    case "fatal":
    case "emergency":
    case "high":
      return "critical";
    case "info":
    case "informational":
    case "notice":
    case "debug":
    case "low":
    case "none":
      return "info";
    default:
      return "warning";
  }
}

function resourceOf(labels: Labels): [type: string, id: string] {
  if (labels.resource_id !== undefined) return [shortened(labels.resource_type ?? "", 256), shortened(labels.resource_id, 256)];
  if (labels.instance !== undefined) return ["instance", shortened(labels.instance, 256)];
  return labels.job === undefined ? ["", ""] : ["job", shortened(labels.job, 256)];
}

/** As short and as steady as a title has to be: summaries carry figures that change. */
function titleOf(labels: Labels, resourceId: string): string {
  const name = labels.alertname ?? Object.entries(labels).map(([label, value]) => `${label}=${value}`)[0] ?? "Alert";
  return shortened(resourceId === "" ? name : `${name}: ${resourceId}`, 200);
}

function messageOf({ summary, description, message, runbook_url: runbook }: Labels, generatorURL: string | undefined): string {
  const parts = [summary, description ?? message, runbook && `Runbook: ${runbook}`, generatorURL && `Expression: ${generatorURL}`];
  return shortened(parts.filter((part) => part !== undefined && part !== "").join("\n"), 4_000);
}
