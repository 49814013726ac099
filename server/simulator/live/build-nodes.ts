import { modMuClient } from "../node/mod-mu-client.ts";
import { nativeClient } from "../node/native-client.ts";
import type { NodeIdentity, PanelClient } from "../node/panel-client.ts";
import { type TrafficBuffer, trafficBuffer } from "../node/traffic-buffer.ts";
import { uniProxyClient } from "../node/uniproxy-client.ts";
import type { ServerPlan } from "../plan/fleet-plan.ts";
import { loadOf } from "../story/load.ts";
import type { LiveNode } from "./node.ts";

/** What a node program needs to know about the world around it. */
export interface Surroundings {
  seed: string;
  now(): Date;
  isUp(serverKey: string): boolean;
  megabitsPerSecond(serverKey: string): number;
}

/**
 * A node program as it would be installed on the machine: UniProxy or mod_mu for the default node client, the native
 * report for the others, which those protocols cannot name.
 */
export function buildNode(
  server: ServerPlan,
  identity: NodeIdentity,
  clientIds: ReadonlyMap<string, number>,
  around: Surroundings,
): LiveNode {
  const panel = server.compatibility === "ssp" ? modMuClient(identity) : uniProxyClient(identity);
  return {
    key: server.key,
    panel,
    buffers: buffersOf(server, identity, panel, clientIds),
    users: new Set(),
    online: new Map(),
    load: () => loadOf(around.seed, server, around.now(), around.megabitsPerSecond(server.key)),
    isUp: () => around.isUp(server.key),
  };
}

function buffersOf(
  server: ServerPlan,
  identity: NodeIdentity,
  panel: PanelClient,
  clientIds: ReadonlyMap<string, number>,
): Map<string, TrafficBuffer> {
  const native = nativeClient(identity);
  const buffers = new Map<string, TrafficBuffer>();
  for (const [index, { key }] of server.clients.entries()) {
    const id = clientIds.get(key);
    if (index === 0) buffers.set(key, trafficBuffer(panel.trafficBody, panel.pushTraffic));
    else if (id !== undefined)
      buffers.set(
        key,
        trafficBuffer((traffic) => native.trafficBody(id, traffic), native.pushTraffic),
      );
  }
  return buffers;
}
