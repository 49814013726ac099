import type { RuleFields } from "./schema.ts";

/** A rule that every installation has from its first start; people may change it or switch it off, and it stays so. */
export type DefaultRule = Pick<RuleFields, "name" | "kind" | "params" | "severity" | "forSeconds" | "clearSeconds"> & { key: string };

export const defaultRules: readonly DefaultRule[] = [
  {
    key: "node-offline",
    name: "Node server offline",
    kind: "node_offline",
    params: {},
    severity: "critical",
    forSeconds: 120,
    clearSeconds: 60,
  },
];
