import type { BulkChange } from "#lib/fleet/schema";
import { formatFactor } from "../ui/tag.tsx";
import { parseGroups } from "./client-values.ts";

/** The change for many nodes as its form holds it; empty leaves each as it is. */
export interface BulkValues extends Record<string, unknown> {
  trafficFactor: string;
  availableGroups: string;
  speedLimit: string;
  isEnabled: string;
}

export const unchangedBulkValues: BulkValues = { trafficFactor: "", availableGroups: "", speedLimit: "", isEnabled: "" };

/** The body of the API; what is no number becomes null there, which it refuses naming the field. */
export function bulkInput({ trafficFactor, availableGroups, speedLimit, isEnabled }: BulkValues) {
  return {
    ...(trafficFactor.trim() && { trafficFactor: trafficFactor.trim() }),
    ...(availableGroups.trim() && { availableGroups: parseGroups(availableGroups) }),
    ...(speedLimit.trim() && { speedLimit: Number(speedLimit) }),
    ...(isEnabled && { isEnabled: isEnabled === "true" }),
  };
}

export function hasBulkValues(values: BulkValues): boolean {
  return Object.keys(bulkInput(values)).length > 0;
}

export function nodesText(count: number): string {
  return count === 1 ? "1 node" : `${count} nodes`;
}

/** What one node was and becomes, a line for each field: `factor ×1.5 → ×2`. */
export function changeLines({ before, after }: Pick<BulkChange, "before" | "after">): string[] {
  const was = fieldWords(before);
  const becomes = fieldWords(after);
  return becomes.map(([field, value]) => `${field} ${was.find(([name]) => name === field)?.[1] ?? ""} → ${value}`);
}

function fieldWords({ trafficFactor, availableGroups, speedLimit, isEnabled }: BulkChange["after"]): [field: string, value: string][] {
  const words: [string, string | undefined][] = [
    ["factor", trafficFactor === undefined ? undefined : formatFactor(trafficFactor)],
    ["groups", availableGroups?.join(", ") || (availableGroups && "none")],
    ["speed limit", speedLimit === undefined ? undefined : speedLimit === 0 ? "none" : `${speedLimit} Mbit/s`],
    ["availability", isEnabled === undefined ? undefined : isEnabled ? "enabled" : "disabled"],
  ];
  return words.flatMap(([field, value]) => (value === undefined ? [] : [[field, value] as [string, string]]));
}
