import { addSums, billedOf, nothing, type UsageSum } from "#lib/usage/usage-sum";
import type { BucketSums } from "./internal/read-rollups.ts";

/** How many groups a chart shows one by one. */
export const maxGroups = 10;

export interface PartSums {
  key: string;
  sums: readonly UsageSum[];
}

/** The parts with most billed (then raw) traffic, largest first, and the rest added up as `others`. */
export function topParts(sums: ReadonlyMap<string, readonly UsageSum[]>): PartSums[] {
  const ranked = [...sums]
    .map(([key, buckets]) => ({ key, sums: buckets, total: buckets.reduce(addSums, nothing) }))
    .sort((a, b) => compare(billedOf(b.total), billedOf(a.total)) || compare(rawOf(b.total), rawOf(a.total)) || (a.key < b.key ? -1 : 1));
  const top = ranked.slice(0, maxGroups).map(({ key, sums: buckets }) => ({ key, sums: buckets }));
  const rest = ranked.slice(maxGroups).map((part) => part.sums);
  const [first, ...more] = rest;
  return first ? [...top, { key: "others", sums: more.reduce(addBuckets, first) }] : top;
}

/** Joins parts whose keys turn out to be the same: two queue items of one package. */
export function mergeParts(sums: BucketSums, keyOf: (part: string | null) => string): Map<string, readonly UsageSum[]> {
  const merged = new Map<string, readonly UsageSum[]>();
  for (const [part, buckets] of sums) {
    const key = keyOf(part);
    const before = merged.get(key);
    merged.set(key, before ? addBuckets(before, buckets) : buckets);
  }
  return merged;
}

function addBuckets(a: readonly UsageSum[], b: readonly UsageSum[]): UsageSum[] {
  return a.map((sum, index) => addSums(sum, b[index] ?? nothing));
}

function rawOf(sum: UsageSum): bigint {
  return sum.rawUpload + sum.rawDownload;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
