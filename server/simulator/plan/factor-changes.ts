/** A node client that was cheaper or dearer before: what it was, and the midnight (UTC) it changed. */
export interface FactorChange {
  clientKey: string;
  daysAgo: number;
  before: string;
  after: string;
}

export const factorChanges: readonly FactorChange[] = [
  { clientKey: "lax-1-direct", daysAgo: 19, before: "1", after: "0.8" },
  { clientKey: "ams-1-direct", daysAgo: 13, before: "1", after: "0.8" },
  { clientKey: "fra-1-iepl", daysAgo: 9, before: "2", after: "1.5" },
  { clientKey: "tyo-1-bgp", daysAgo: 6, before: "1.2", after: "1.5" },
];

/** What a node client's factor was when the history began. */
export function firstFactor(clientKey: string, present: string): string {
  return factorChanges.find((change) => change.clientKey === clientKey)?.before ?? present;
}
