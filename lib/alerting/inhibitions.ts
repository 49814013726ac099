import type { Inhibition } from "./decide-mute.ts";

/**
 * What makes other alerts pointless to tell: the cause is told, its consequences say on the list what causes them. A rule
 * kind whose alerts carry `node_server_id` takes part without a word here.
 */
export const inhibitions: readonly Inhibition[] = [
  {
    sourceKind: "node_offline",
    equal: [{ source: "resource_id", target: "node_server_id" }],
    target: [{ label: "node_server_id", operator: "is_not", value: "" }],
    reason: "its server is offline",
  },
  {
    // Messages that wait in a process are not seen yet: its nodes look silent.
    sourceKind: "ingest_lag",
    equal: [{ source: "ingest_process", target: "ingest_process" }],
    target: [{ label: "kind", operator: "is", value: "telemetry_node_silent" }],
    reason: "telemetry is stored late",
  },
  {
    sourceKind: "partner_down",
    equal: [{ source: "resource_id", target: "partner_id" }],
    target: [{ label: "partner_id", operator: "is_not", value: "" }],
    reason: "its partner is down",
  },
];
