import type { EscalationStep } from "./decide-route.ts";

/** An alert of which a route's own channels have been told. */
export interface Escalating {
  status: "firing" | "resolved";
  isAcknowledged: boolean;
  isMuted: boolean;
  isRouted: boolean;
  /** When they were told that it fires, this time. */
  toldAt: Date | null;
}

export interface EscalationDecision {
  /** Steps (1 = the first) whose time has come; telling somebody twice is the caller's to prevent. */
  due: number[];
  /** When the next one comes if nobody acknowledges. */
  nextAt: Date | null;
}

/**
 * Which further channels are to be told: the clock runs from when people could have known. Acknowledged, muted or over, it
 * stops; taken back, what has come due meanwhile is due at once.
 */
export function decideEscalation(alert: Escalating, steps: readonly EscalationStep[], now: Date): EscalationDecision {
  const { status, isAcknowledged, isMuted, isRouted, toldAt } = alert;
  if (status !== "firing" || isAcknowledged || isMuted || !isRouted || toldAt === null) return { due: [], nextAt: null };
  const times = steps.map(({ afterMinutes }) => toldAt.getTime() + afterMinutes * 60_000);
  const later = times.filter((at) => at > now.getTime());
  return {
    due: times.flatMap((at, index) => (at <= now.getTime() ? [index + 1] : [])),
    nextAt: later.length > 0 ? new Date(Math.min(...later)) : null,
  };
}
