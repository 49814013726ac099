import { DomainError } from "#lib/core/errors";
import { afterMaintenance } from "#lib/fleet/decide-status";
import type { NodeStatus } from "#lib/fleet/schema";

/** What a server becomes when a person starts or ends maintenance. */
export interface MaintenanceTarget {
  status: NodeStatus;
  reason: string;
  until: Date | null;
}

/** @throws DomainError validation_failed for an `until` that is over */
export function maintenanceStart(reason: string | undefined, until: string | undefined, now: Date): MaintenanceTarget {
  const end = until === undefined ? null : new Date(until);
  if (end !== null && end <= now) {
    const detail = "Must lie in the future";
    throw new DomainError("validation_failed", `until: ${detail}`, { errors: [{ path: "until", code: "past", detail }] });
  }
  const words = reason?.trim() ?? "";
  return { status: "maintenance", reason: words === "" ? "maintenance" : `maintenance: ${words}`, until: end };
}

/** Then the server is what its heartbeat says. */
export function maintenanceEnd(lastOnlineAt: Date | null, now: Date, offlineTimeoutS: number): MaintenanceTarget {
  const { status, reason } = afterMaintenance(lastOnlineAt, { now, offlineTimeoutMs: offlineTimeoutS * 1000 });
  return { status, reason, until: null };
}
