import type { TaskChange, TaskStatus } from "#lib/appliances/schema";

/** A task as it is stored. */
export interface TaskState {
  id: string;
  kind: string;
  name: string;
  status: TaskStatus;
  progressPercent: number | null;
  message: string;
  startedAt: Date | null;
  endedAt: Date | null;
}

export interface TaskDecision {
  outcome: "created" | "changed" | "unchanged" | "outdated";
  /** What the task is from now on. */
  task: TaskState;
}

const order = { pending: 0, running: 1, completed: 2, failed: 2 } as const;

export function isFinished(status: TaskStatus): boolean {
  return order[status] === 2;
}

/**
 * What a change makes of a task. A task goes forward only: a change that comes late (a retry, another order) leaves it as it is,
 * and a finished task stays finished.
 */
export function decideTaskChange(before: TaskState | undefined, change: TaskChange, now: Date): TaskDecision {
  const isLate = before !== undefined && (order[change.status] < order[before.status] || isFinished(before.status));
  if (isLate) {
    const isRepeat = change.status === before.status && isSame(before, applied(before, change, now));
    return { outcome: isRepeat ? "unchanged" : "outdated", task: before };
  }
  const task = applied(before, change, now);
  if (!before) return { outcome: "created", task };
  return isSame(before, task) ? { outcome: "unchanged", task: before } : { outcome: "changed", task };
}

function applied(before: TaskState | undefined, change: TaskChange, now: Date): TaskState {
  const { id, status } = change;
  const startedAt = change.startedAt ? new Date(change.startedAt) : (before?.startedAt ?? (status === "pending" ? null : now));
  const endedAt = change.endedAt ? new Date(change.endedAt) : (before?.endedAt ?? (isFinished(status) ? now : null));
  const progress = change.progressPercent === undefined ? (before?.progressPercent ?? null) : change.progressPercent;
  return {
    id,
    status,
    kind: change.kind ?? before?.kind ?? "task",
    name: change.name ?? before?.name ?? id,
    progressPercent: status === "completed" ? 100 : progress,
    message: change.message ?? before?.message ?? "",
    startedAt,
    endedAt,
  };
}

function isSame(a: TaskState, b: TaskState): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
