const mib = 2n ** 20n;
const gib = 2n ** 30n;
const dayS = 86_400;

/** What the demo's customers can buy. `trafficLimit` in billed bytes. */
export interface PackagePlan {
  key: "pocket" | "trial" | "starter" | "plus" | "premium";
  name: string;
  trafficLimit: bigint;
  expireSeconds: number;
  availableGroup: number;
  maxClientNumber: number;
}

export const packagePlan: readonly PackagePlan[] = [
  { key: "pocket", name: "Pocket 256 MiB", trafficLimit: 256n * mib, expireSeconds: dayS, availableGroup: 2, maxClientNumber: 1 },
  { key: "trial", name: "Trial 20 GiB", trafficLimit: 20n * gib, expireSeconds: 7 * dayS, availableGroup: 1, maxClientNumber: 1 },
  { key: "starter", name: "Starter 150 GiB", trafficLimit: 150n * gib, expireSeconds: 30 * dayS, availableGroup: 1, maxClientNumber: 2 },
  { key: "plus", name: "Plus 500 GiB", trafficLimit: 500n * gib, expireSeconds: 30 * dayS, availableGroup: 2, maxClientNumber: 4 },
  { key: "premium", name: "Premium 2 TiB", trafficLimit: 2048n * gib, expireSeconds: 30 * dayS, availableGroup: 3, maxClientNumber: 8 },
];

export function packageOf(key: PackagePlan["key"]): PackagePlan {
  const found = packagePlan.find((plan) => plan.key === key);
  if (!found) throw new Error(`No package ${key} in the plan`);
  return found;
}
