/** Where an alert stands in its life. `pending` has not yet lasted for the rule's `forSeconds` and is nobody's business. */
export type AlertStatus = "pending" | "firing" | "resolved";

export interface Acknowledgement {
  at: Date;
  /** The user or key, as audit rows name it. */
  by: string;
  /** When it ends by itself; null: with the alert. */
  until: Date | null;
}

/** What a rule's evaluation remembers of one fingerprint (rule × resource). Instants are the evaluation's own. */
export interface AlertState {
  status: AlertStatus;
  /** Since when the condition has been true, this time. */
  startedAt: Date;
  firedAt: Date | null;
  resolvedAt: Date | null;
  /** Somebody resolved it while the condition was true: the next evaluation that finds it still true reopens it. */
  isHeldOpen: boolean;
  /** Since when the condition has been false on an open alert; null while it is true. */
  clearSince: Date | null;
  /** Since when nothing has been known; null while there is data. */
  staleSince: Date | null;
  /** The last evaluation that found the condition true. */
  lastSeenAt: Date;
  /** Evaluations that found the condition true. */
  occurrences: number;
  reopenCount: number;
  acknowledgement: Acknowledgement | null;
}

/** How long a rule waits before it believes. Two delays damp what flaps: one up, one down. */
export interface AlertTiming {
  forSeconds: number;
  clearSeconds: number;
  /** A new firing within this time after the end reopens the same alert. */
  reopenSeconds: number;
  /** What no data means: a state of its own, as bad as true, or as good as false. */
  noData: "stale" | "firing" | "ok";
}

/** What an evaluation saw of one resource. */
export type Observation = "true" | "false" | "no_data";

/** What happened to an alert, a row of its timeline each. */
export type AlertStepKind =
  | "began"
  | "fired"
  | "reopened"
  | "severity_changed"
  | "resolved"
  | "dropped"
  | "data_missing"
  | "data_returned"
  | "acknowledged"
  | "acknowledgement_ended";

export interface AlertStep {
  kind: AlertStepKind;
  /** In words for people. */
  reason: string;
}
