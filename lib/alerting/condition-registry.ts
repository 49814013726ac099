import { conditions } from "#generated/conditions";
import type { Condition } from "./condition.ts";

const byKind: ReadonlyMap<string, Condition> = new Map(conditions.map((declared) => [declared.kind, declared]));

/** Every kind there is, by name. */
export function conditionKinds(): readonly Condition[] {
  return conditions;
}

/** The kind of that name; undefined for one that this version does not have. */
export function conditionOf(kind: string): Condition | undefined {
  return byKind.get(kind);
}
