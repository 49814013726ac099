import { isFields, type TelemetryMessage } from "#lib/telemetry/message";
import { networkState } from "#lib/telemetry/node-identity";
import { readPeerId } from "#lib/telemetry/read-fields";

/** What one peer says of others at an instant; the lists belong together. Reputations are 32-bit numbers. */
export interface ReputationReport {
  reportingPeer: string;
  createdAtMs: number;
  receivedAtMs: number;
  remotePeers: string[];
  reputations: number[];
  connecteds: boolean[];
}

type Nodes = Pick<ReputationReport, "remotePeers" | "reputations" | "connecteds">;

/** The peers of `system.network_state`; undefined for every other message and for one without peers. Nonsense is left out. */
export function readReputation({ msg, payload }: TelemetryMessage): Nodes | undefined {
  if (msg !== "system.network_state") return undefined;
  const peerset = networkState(payload)?.peerset;
  const nodes = isFields(peerset) ? peerset.nodes : undefined;
  if (!isFields(nodes)) return undefined;
  const known: Nodes = { remotePeers: [], reputations: [], connecteds: [] };
  for (const [peer, value] of Object.entries(nodes)) {
    if (readPeerId(peer) === undefined || !isFields(value)) continue;
    const { reputation, connected } = value;
    if (typeof reputation !== "number" || (reputation | 0) !== reputation) continue;
    known.remotePeers.push(peer);
    known.reputations.push(reputation);
    known.connecteds.push(connected === true);
  }
  return known.remotePeers.length > 0 ? known : undefined;
}
