import { z } from "zod";

/** An alert as news tell of it. */
const alertNews = z.object({
  alertId: z.string(),
  status: z.enum(["firing", "resolved"]),
  severity: z.enum(["info", "warning", "critical"]),
  source: z.string(),
  title: z.string(),
  /** Silenced, in maintenance or inhibited: nobody is told of it. */
  isMuted: z.boolean(),
});

const healthWord = z.enum(["healthy", "degraded", "unhealthy", "unknown"]);

/**
 * The typed event map, shared by server and browser: what each event says. Payloads are small: news, not data. The
 * browser refetches what an event makes stale.
 */
export const eventPayloads = {
  "node-server:status-changed": z.object({
    nodeServerId: z.number().int(),
    name: z.string().optional(),
    status: z.enum(["online", "offline", "maintenance"]),
    previous: z.enum(["online", "offline", "maintenance"]),
    reason: z.string().optional(),
    at: z.string(),
  }),
  "node-server:changed": z.object({ nodeServerId: z.number().int() }),
  "node-client:changed": z.object({ nodeClientId: z.number().int(), nodeServerId: z.number().int() }),
  /** One event tells every user of a report; it says nothing but that something changed. */
  "usage:updated": z.object({}),
  "usage:fleet-updated": z.object({ nodeServerId: z.number().int(), lineCount: z.number().int() }),
  "usage:report-refused": z.object({ nodeServerId: z.number().int(), code: z.string(), detail: z.string() }),
  "package:changed": z.object({ packageId: z.string(), series: z.string() }),
  "package:activated": z.object({ userId: z.string(), queueItemId: z.string() }),
  "package:queue-changed": z.object({ userId: z.string(), queueItemId: z.string() }),
  "package:warning": z.object({
    userId: z.string(),
    queueItemId: z.string(),
    kind: z.enum(["used_80", "used_95", "expires_7d", "expires_1d"]),
  }),
  "user:changed": z.object({ userId: z.string() }),
  /** One event for a whole file, and one for a change of many. */
  "user:many-changed": z.object({ count: z.number().int() }),
  "job:finished": z.object({ job: z.string(), runId: z.string(), status: z.enum(["succeeded", "failed"]) }),
  /** An appliance was made, renamed, deleted, or got a new token. */
  "appliance:changed": z.object({ applianceId: z.string() }),
  /** A report came; what else changed with it has events of its own. */
  "appliance:reported": z.object({ applianceId: z.string() }),
  "task:changed": z.object({
    applianceId: z.string(),
    taskId: z.string(),
    kind: z.string(),
    name: z.string(),
    status: z.enum(["pending", "running", "completed", "failed"]),
    progressPercent: z.number().nullable(),
  }),
  /** Disks or repositories of an appliance differ from its last report. */
  "storage:changed": z.object({ applianceId: z.string() }),
  "scst:changed": z.object({ applianceId: z.string() }),
  "tape:changed": z.object({ applianceId: z.string() }),
  "vtl:changed": z.object({ applianceId: z.string() }),
  "alert:fired": alertNews,
  "alert:reopened": alertNews,
  "alert:resolved": alertNews,
  "alert:acknowledged": alertNews,
  "alert:unacknowledged": alertNews,
  "alert:commented": alertNews,
  "alert:assigned": alertNews,
  /** Muted, heard again, silent: something else about it is different. */
  "alert:changed": alertNews,
  "alert:rule-changed": z.object({ ruleId: z.string() }),
  /** A silence or a maintenance window was made, changed or ended; alerts that it mutes have their own news. */
  "alert:mute-changed": z.object({ kind: z.enum(["silence", "maintenance"]), id: z.string() }),
  /** A silence ends soon, and alerts that it mutes still fire. */
  "alert:silence-ending": z.object({ silenceId: z.string(), to: z.string(), firingCount: z.number().int() }),
  /** `endedBy` null: its time was over. `firingCount`: alerts that it muted and that fire on. */
  "alert:silence-ended": z.object({ silenceId: z.string(), endedBy: z.string().nullable(), firingCount: z.number().int() }),
  /** More changed at once than anybody wants as single events. */
  "alert:many-changed": z.object({ count: z.number().int() }),
  /** A component of this installation became better or worse. `previous` is null for a new one. */
  "health:changed": z.object({ component: z.string(), status: healthWord, previous: healthWord.nullable() }),
  /** Every 30 s: what metrics are now is known, and written. `at` is the slot. */
  "metrics:updated": z.object({ at: z.string() }),
  /** A token of nodes that send telemetry was made or revoked. */
  "telemetry:token-changed": z.object({ tokenId: z.string() }),
  /** Chain nodes came or went: up to a hundred of them, and how many they are. Told a few times a second at most. */
  "telemetry:node-connected": z.object({ peerIds: z.array(z.string()), count: z.number().int() }),
  "telemetry:node-disconnected": z.object({ peerIds: z.array(z.string()), count: z.number().int() }),
  "settings:changed": z.object({ keys: z.array(z.string()) }),
  "system:key-changed": z.object({ keyId: z.string() }),
  /** Events were written, had their effect, or died: `count` of them. */
  "billing-event:changed": z.object({ count: z.number().int() }),
  "webhook:changed": z.object({ webhookId: z.string() }),
  /** Attempts were made to send to a webhook or by mail. */
  "notification:delivered": z.object({ targetId: z.string() }),
  "notification:channel-changed": z.object({ channelId: z.string() }),
  /** Somebody's browser is told by Web Push, or no longer: how many a channel reaches is another number. */
  "notification:browsers-changed": z.object({}),
  /** The tree of routes of alerts. */
  "notification:routes-changed": z.object({ routeId: z.string() }),
} as const;

export type EventType = keyof typeof eventPayloads;
export type EventPayload<T extends EventType> = z.infer<(typeof eventPayloads)[T]>;

/** Who may hear an event: one user, or everybody with a permission. */
export type Room = `user:${string}` | `permission:${string}`;

/** One event as clients receive it. `seq` grows by commit order; a client that was away says the last one it saw. */
export interface RealtimeEvent<T extends EventType = EventType> {
  seq: string;
  type: T;
  at: string;
  payload: EventPayload<T>;
}
