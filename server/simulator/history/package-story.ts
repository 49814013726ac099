import { packageOf } from "../plan/package-plan.ts";
import type { PersonPlan } from "../plan/people-plan.ts";

/** A time in which somebody had a package, or was still served by nodes that had not heard of its end. */
export interface Stay {
  from: Date;
  /** When the package ends; the present one lies in the future. */
  expiresAt: Date;
  servedUntil: Date;
  byOrder: string;
}

const dayMs = 86_400_000;
/** How long a node that could not reach the panel went on serving the one whose package had ended. */
const overrunMs = 26 * 3_600_000;

/**
 * The packages of a person that touch the days before `end`, oldest first, each following the other. Newcomers have
 * one, those with pocket packages none yet; the one without a package had theirs until `activatedDaysAgo`.
 */
export function packageStory(person: PersonPlan, end: Date, days: number): Stay[] {
  // They come with the live fleet and buy as they go.
  if (person.role === "pocket") return [];
  const durationMs = packageOf(person.packageKey).expireSeconds * 1000;
  const hasOneNow = person.role !== "without-package";
  const last = end.getTime() - person.activatedDaysAgo * dayMs - 37 * 60_000 - (hasOneNow ? 0 : durationMs);
  const oldest = person.role === "newcomer" ? last : end.getTime() - days * dayMs;
  const stays: Stay[] = [];
  for (let from = last; from > oldest - durationMs && stays.length < 3; from -= durationMs) {
    const expiresAt = new Date(from + durationMs);
    const servedUntil = new Date(expiresAt.getTime() + (hasOneNow ? 0 : overrunMs));
    stays.unshift({
      from: new Date(from),
      expiresAt,
      servedUntil,
      byOrder: `demo-${person.key}-${new Date(from).toISOString().slice(0, 10)}`,
    });
    if (person.role === "newcomer") break;
  }
  return stays;
}
