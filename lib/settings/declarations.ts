import { z } from "zod";
import { env } from "#lib/core/env";
import type { SettingGroup, SettingUnit } from "#lib/settings/schema";

/** One setting: what it is for people, its default, and what may be stored. The only place where its figures stand. */
export interface Declaration<V extends number | null = number | null> {
  group: SettingGroup;
  title: string;
  /** One or two sentences: what it decides, and what else it touches. */
  description: string;
  unit: SettingUnit;
  min: number;
  max: number;
  /** A function where the environment decides it. */
  fallback: () => V;
  /** The environment value that gives the default, and whether it says something else than we would. */
  environment?: { name: string; isSet: () => boolean };
  schema: z.ZodType<V>;
}

type Whole = Omit<Declaration, "schema" | "fallback"> & { default: number | (() => number) };

function whole({ default: given, ...declaration }: Whole): Declaration<number> {
  const { min, max } = declaration;
  const fallback = typeof given === "function" ? given : () => given;
  return { ...declaration, fallback, schema: z.number().int().min(min).max(max) };
}

/** A retention that may be without end; null, its default, says so. */
function orForEver(declaration: Omit<Declaration, "schema" | "fallback">): Declaration<number | null> {
  const { min, max } = declaration;
  return { ...declaration, fallback: () => null, schema: z.number().int().min(min).max(max).nullable() };
}

/** What `NODE_OFFLINE_TIMEOUT_S` is when nobody sets it. */
const usualOfflineTimeoutS = 300;

/** What `LOG_EXPIRY_H` is when nobody sets it: 32 years. */
const usualLogExpiryH = 280_320;

/** Every setting, in the order of the page. docs/settings.md names each (a test says when one is missing). */
export const declarations = {
  "usage.lineRetentionDays": whole({
    group: "usage",
    title: "Usage lines and reports",
    description:
      "How long the ledger's lines and the reports they came in are kept: the proof of every total. Older lines of a node are refused.",
    unit: "days",
    default: 35,
    min: 7,
    max: 180,
  }),
  "usage.rollupRetentionDays": whole({
    group: "usage",
    title: "Usage roll-ups",
    description:
      "How long the sums that charts and packages read are kept, to the start of that month. Never shorter than the longest range that the API answers.",
    unit: "days",
    default: 400,
    min: 400,
    max: 3650,
  }),
  "usage.batchRetentionDays": whole({
    group: "usage",
    title: "Batch ids of native reports",
    description: "How long a second delivery of the same batch is recognised and not counted again.",
    unit: "days",
    default: 7,
    min: 1,
    max: 35,
  }),
  "ingest.itemRetentionDays": whole({
    group: "usage",
    title: "Ids of acknowledged items",
    description: "How long a second delivery of the same item is recognised and not stored again.",
    unit: "days",
    default: 7,
    min: 1,
    max: 35,
  }),
  "usage.refusalRetentionDays": whole({
    group: "usage",
    title: "Refused reports",
    description: "How long reports that were refused as a whole are shown on their server's page.",
    unit: "days",
    default: 90,
    min: 1,
    max: 3650,
  }),
  "fleet.offlineTimeoutS": whole({
    group: "fleet",
    title: "Offline after",
    description: "Age of the last heartbeat at which a node server is called offline. Longer than the pull and push intervals.",
    unit: "seconds",
    default: () => env().NODE_OFFLINE_TIMEOUT_S,
    environment: { name: "NODE_OFFLINE_TIMEOUT_S", isSet: () => env().NODE_OFFLINE_TIMEOUT_S !== usualOfflineTimeoutS },
    min: 5,
    max: 86_400,
  }),
  "fleet.pullIntervalS": whole({
    group: "fleet",
    title: "Pull interval",
    description:
      "How often a UniProxy node asks for its users, unless its own configuration says otherwise. Nodes follow at their next pull.",
    unit: "seconds",
    default: 60,
    min: 10,
    max: 3600,
  }),
  "fleet.pushIntervalS": whole({
    group: "fleet",
    title: "Push interval",
    description:
      "How often a node reports traffic and who is online: what UniProxy nodes are told and what the configuration lines of XrayR say. Below 60 s a retry could not be told from a new report.",
    unit: "seconds",
    default: 60,
    min: 60,
    max: 3600,
  }),
  "fleet.statusHistoryDays": whole({
    group: "fleet",
    title: "Node status history",
    description: "How long changes of status, hourly snapshots and our own gaps are kept. Charts show hours beyond it as unknown.",
    unit: "days",
    default: 90,
    min: 7,
    max: 400,
  }),
  "fleet.sampleRetentionDays": whole({
    group: "fleet",
    title: "Load samples of nodes",
    description: "How long CPU, memory and disk as the nodes reported them are kept.",
    unit: "days",
    default: 35,
    min: 1,
    max: 400,
  }),
  "fleet.detectionRetentionDays": whole({
    group: "fleet",
    title: "Rule detections",
    description: "How long a node's notes of users that matched one of its rules are kept.",
    unit: "days",
    default: 90,
    min: 1,
    max: 3650,
  }),
  "appliances.capacityRetentionDays": whole({
    group: "fleet",
    title: "Capacity of appliances",
    description: "How long one point a day of each repository is kept. Quarters of an hour are kept for 30 days.",
    unit: "days",
    default: 400,
    min: 31,
    max: 3650,
  }),
  "appliances.taskRetentionDays": whole({
    group: "fleet",
    title: "Tasks of appliances",
    description: "How long tasks that have completed or failed are kept. Open ones stay.",
    unit: "days",
    default: 90,
    min: 7,
    max: 3650,
  }),
  "telemetry.logHours": whole({
    group: "telemetry",
    title: "Messages of chain nodes",
    description:
      "How long messages are kept, by their arrival, in whole days; with them closed connections and nodes that are gone. Those that came by the audit path stay for ever.",
    unit: "hours",
    default: () => env().LOG_EXPIRY_H,
    environment: { name: "LOG_EXPIRY_H", isSet: () => env().LOG_EXPIRY_H !== usualLogExpiryH },
    min: 1,
    max: 8_760_000,
  }),
  "telemetry.nodeHistoryDays": whole({
    group: "telemetry",
    title: "Charts of chain nodes",
    description: "How long height, peers, transactions and bandwidth of every node and minute are kept.",
    unit: "days",
    default: 35,
    min: 1,
    max: 400,
  }),
  "telemetry.reputationDays": whole({
    group: "telemetry",
    title: "Reputation of peers",
    description: "How long changes of what nodes say of each other are kept, and the last report of a node that is gone.",
    unit: "days",
    default: 35,
    min: 1,
    max: 400,
  }),
  "package-queue.billingEventRetentionDays": whole({
    group: "packages",
    title: "Billing and expiry events",
    description: "How long events that had their effect are kept for outside systems to read. What waits or failed stays.",
    unit: "days",
    default: 35,
    min: 7,
    max: 400,
  }),
  "notifications.deliveryRetentionDays": whole({
    group: "packages",
    title: "Webhook deliveries and mail",
    description: "How long deliveries that were sent or given up are kept, with their attempts. What waits stays.",
    unit: "days",
    default: 35,
    min: 1,
    max: 400,
  }),
  "jobs.runRetentionDays": whole({
    group: "system",
    title: "Job runs",
    description: "How long runs of jobs are kept, failed ones too.",
    unit: "days",
    default: 30,
    min: 1,
    max: 400,
  }),
  "jobs.frequentSuccessDays": whole({
    group: "system",
    title: "Successes of frequent jobs",
    description: "How long successful runs of jobs that run every few seconds or minutes are kept. Not longer than job runs.",
    unit: "days",
    default: 2,
    min: 1,
    max: 400,
  }),
  "realtime.eventLogHours": whole({
    group: "system",
    title: "Event log",
    description: "How long a browser or client of the event stream may be away and still get everything it missed.",
    unit: "hours",
    default: 24,
    min: 1,
    max: 168,
  }),
  "metrics.fineHours": whole({
    group: "system",
    title: "Metrics every 30 s",
    description: "How long metrics are kept as they were collected. Beyond it charts show 5 minutes.",
    unit: "hours",
    default: 48,
    min: 2,
    max: 336,
  }),
  "metrics.middleDays": whole({
    group: "system",
    title: "Metrics every 5 min",
    description: "How long the least, mean and most of every 5 minutes are kept. Beyond it charts show hours.",
    unit: "days",
    default: 30,
    min: 2,
    max: 90,
  }),
  "metrics.coarseDays": whole({
    group: "system",
    title: "Metrics every hour",
    description: "How long the least, mean and most of every hour are kept.",
    unit: "days",
    default: 400,
    min: 30,
    max: 3650,
  }),
  "alerting.alertRetentionDays": whole({
    group: "system",
    title: "Alerts",
    description:
      "How long alerts that are resolved are kept, with their timelines. Open ones stay. Never shorter than the longest time within which a rule may reopen one.",
    unit: "days",
    default: 400,
    min: 31,
    max: 3650,
  }),
  "auth.auditRetentionDays": orForEver({
    group: "system",
    title: "Audit log",
    description: "How long it is kept who changed what. For ever unless set; what is deleted leaves one row that says how much.",
    unit: "days",
    min: 90,
    max: 3650,
  }),
} as const;

export type SettingKey = keyof typeof declarations;
export const settingKeys = Object.keys(declarations) as SettingKey[];

/** Every setting with the value that applies. */
export type Settings = { readonly [K in SettingKey]: z.output<(typeof declarations)[K]["schema"]> };

/** One declaration with its types widened, for code that treats all settings alike. */
export function declarationOf(key: SettingKey): Declaration {
  return declarations[key] as Declaration;
}

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(declarations, key);
}
