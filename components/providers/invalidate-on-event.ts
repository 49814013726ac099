import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { alertKeys } from "#lib/alerting/client";
import { applianceKeys } from "#lib/appliances/client";
import { authKeys } from "#lib/auth/client";
import { fleetKeys } from "#lib/fleet/client";
import { healthKeys } from "#lib/health/client";
import { jobKeys } from "#lib/jobs/client";
import { metricKeys } from "#lib/metrics/client";
import { notificationKeys } from "#lib/notifications/client";
import { billingEventKeys, packageKeys } from "#lib/package-queue/client";
import type { EventType } from "#lib/realtime/events";
import { settingsKeys } from "#lib/settings/client";
import { telemetryKeys } from "#lib/telemetry/client";
import { usageKeys } from "#lib/usage/client";

const fleet = [fleetKeys.overview(), fleetKeys.servers(), fleetKeys.nodes()];
const usageOverview = [...usageKeys.all, "overview"];
const chainNodes = [[...telemetryKeys.all, "nodes"], [...telemetryKeys.all, "node"], telemetryKeys.chains];

/** What each event makes stale; the prefix of a key stands for everything below it. */
export const staleKeys: Record<EventType, readonly QueryKey[]> = {
  "node-server:status-changed": fleet,
  "node-server:changed": [...fleet, fleetKeys.clients(), authKeys.audit],
  "node-client:changed": [...fleet, fleetKeys.clients(), usageKeys.all, authKeys.audit],
  "usage:updated": [usageKeys.all, packageKeys.all],
  "usage:fleet-updated": [usageOverview, fleetKeys.overview()],
  "usage:report-refused": [fleetKeys.servers()],
  "package:changed": [packageKeys.all, authKeys.audit],
  "package:activated": [packageKeys.all, fleetKeys.nodes(), authKeys.users],
  "package:queue-changed": [packageKeys.all, fleetKeys.nodes(), authKeys.users, authKeys.audit],
  "package:warning": [packageKeys.all],
  "user:changed": [authKeys.users, authKeys.me, authKeys.audit],
  "user:many-changed": [authKeys.users, authKeys.me, authKeys.audit],
  "job:finished": [jobKeys.all, authKeys.audit],
  "appliance:changed": [applianceKeys.all, authKeys.audit],
  "appliance:reported": [applianceKeys.all],
  "task:changed": [applianceKeys.all],
  "storage:changed": [applianceKeys.all],
  "scst:changed": [applianceKeys.all],
  "tape:changed": [applianceKeys.all],
  "vtl:changed": [applianceKeys.all],
  "alert:fired": [alertKeys.all],
  "alert:reopened": [alertKeys.all],
  "alert:resolved": [alertKeys.all],
  "alert:acknowledged": [alertKeys.all],
  "alert:unacknowledged": [alertKeys.all],
  "alert:commented": [alertKeys.all],
  "alert:assigned": [alertKeys.all],
  "alert:changed": [alertKeys.all],
  "alert:rule-changed": [alertKeys.all],
  "alert:mute-changed": [alertKeys.all, authKeys.audit],
  "alert:silence-ending": [alertKeys.all],
  "alert:silence-ended": [alertKeys.all],
  "alert:many-changed": [alertKeys.all],
  "health:changed": [healthKeys.all],
  "metrics:updated": [metricKeys.all],
  "telemetry:token-changed": [telemetryKeys.tokens, authKeys.audit],
  "telemetry:node-connected": chainNodes,
  "telemetry:node-disconnected": chainNodes,
  "settings:changed": [settingsKeys.all, authKeys.audit],
  "system:key-changed": [authKeys.apiKeys, authKeys.audit],
  "billing-event:changed": [billingEventKeys.all],
  "webhook:changed": [notificationKeys.all, authKeys.audit],
  "notification:delivered": [notificationKeys.all, billingEventKeys.details],
  "notification:channel-changed": [notificationKeys.all, authKeys.audit],
  "notification:browsers-changed": [notificationKeys.all, authKeys.audit],
  "notification:routes-changed": [notificationKeys.all, authKeys.audit],
};

/** An event of a newer server is unknown here: it makes nothing stale that this page shows. */
export function keysOf(type: string): readonly QueryKey[] {
  return Object.hasOwn(staleKeys, type) ? staleKeys[type as EventType] : [];
}

export interface Invalidator {
  /** Makes stale what the event is about. `isShown`: all that the page shows of it is right already, so fetching is in no hurry. */
  onEvent(type: string, isShown?: boolean): void;
  /** Everything is stale. Resolves when what is on the screen was fetched anew. */
  everything(): Promise<void>;
  close(): void;
}

/** The first event refetches at once, and then there is one refetch per window; what is shown already is fetched when its own time is over. */
export interface Windows {
  ms?: number;
  shownMs?: number;
}

/**
 * Refetches what events make stale. A query that is just being fetched is left to end, then fetched again: under steady events
 * it must not be cancelled for ever.
 */
export function createInvalidator(queryClient: QueryClient, { ms = 250, shownMs = 1_000 }: Windows = {}): Invalidator {
  const waiting = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  let flushedAt = Number.NEGATIVE_INFINITY;

  const flush = () => {
    clearTimeout(timer);
    dueAt = Number.POSITIVE_INFINITY;
    flushedAt = performance.now();
    for (const [id, queryKey] of waiting) {
      if (queryClient.isFetching({ queryKey }) > 0) continue;
      waiting.delete(id);
      void queryClient.invalidateQueries({ queryKey });
    }
    if (waiting.size > 0) flushWithin(ms);
  };

  const flushWithin = (waitMs: number) => {
    const at = performance.now() + waitMs;
    if (at >= dueAt) return;
    clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(flush, waitMs);
  };

  return {
    onEvent(type, isShown = false) {
      for (const queryKey of keysOf(type)) waiting.set(JSON.stringify(queryKey), queryKey);
      if (waiting.size === 0) return;
      const waitMs = isShown ? shownMs : flushedAt + ms - performance.now();
      if (waitMs > 0) flushWithin(waitMs);
      else flush();
    },
    async everything() {
      waiting.clear();
      await queryClient.invalidateQueries();
    },
    close() {
      clearTimeout(timer);
      waiting.clear();
    },
  };
}
