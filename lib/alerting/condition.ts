import type { z } from "zod";
import type { Context } from "#lib/auth/context";
import type { Observation } from "./alert-state.ts";
import type { AlertSource, Severity } from "./schema.ts";

/** What an alert is about: `node_server` `7`, by the name that people know. */
export interface Resource {
  type: string;
  id: string;
  name: string;
}

/** One resource as one rule sees it now. A resource that is not read any more does not exist any more. */
export interface Reading {
  resource: Resource;
  observation: Observation;
  /** The figure behind it, in the kind's unit; null where there is none. */
  value: number | null;
  /** One sentence for the alert: what is wrong, with the figure. */
  message: string;
  /** More to route and group by: `country`, `provider`. */
  labels?: Readonly<Record<string, string>>;
}

/** A rule as its kind sees it. */
export interface RuleOf<P> {
  id: string;
  params: P;
}

/** What was true of a resource from an instant on, until its next point. */
export interface PastPoint {
  at: Date;
  observation: Observation;
  value: number | null;
}

export interface PastSeries {
  resource: Resource;
  points: readonly PastPoint[];
}

/** More points than this are not read for one "would have fired"; a replay that could have more stops there. */
export const maxReplayPoints = 200_000;

/** A half-open span of the past. */
export interface PastRange {
  from: Date;
  to: Date;
}

/** A rule that comes with the product; made once per `key` in an installation's life. */
export interface DefaultRule<P = unknown> {
  key: string;
  name: string;
  params: P;
  severity: Severity;
  /** How long the condition has to be true, and then false, seconds. */
  forSeconds: number;
  clearSeconds: number;
}

/**
 * One kind of condition, in a file of its own: adding a file to `conditions/` adds a kind, and touches nothing else.
 * It reads state that the domains have recorded; domains never raise alerts.
 */
export interface Condition<P extends z.ZodType = z.ZodType> {
  /** snake_case, as rules name it. */
  kind: string;
  title: string;
  source: AlertSource;
  params: P;
  /** Of `value`: `%`, `s`, `bytes`; empty where there is none. */
  unit: string;
  /** Rules of this kind that every installation has from its first start; people may change them or switch them off. */
  defaults: readonly DefaultRule<z.input<P>>[];
  /** The rule in plain words: "a node server has not been heard". Delays are added by the caller. */
  words(params: z.output<P>): string;
  /** All rules of this kind at once, so that a hundred rules are one query. Answers by rule id. */
  read(ctx: Context, rules: readonly RuleOf<z.output<P>>[]): Promise<ReadonlyMap<string, readonly Reading[]>>;
  /** Which of two values is the worse one; the higher unless said. */
  worse?(params: z.output<P>): (a: number, b: number) => number;
  /** The same over stored history, for "would have fired"; absent where nothing is stored. */
  replay?(ctx: Context, params: z.output<P>, range: PastRange): Promise<readonly PastSeries[]>;
}

/** Declares a kind; checks that its functions agree with its parameters. */
export function condition<P extends z.ZodType>(declared: Condition<P>): Condition {
  return declared as unknown as Condition;
}
