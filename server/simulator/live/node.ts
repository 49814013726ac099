import type { PanelClient } from "../node/panel-client.ts";
import type { TrafficBuffer } from "../node/traffic-buffer.ts";
import type { Load } from "../story/load.ts";

/** A machine of the live fleet: what it has to report, and how. */
export interface LiveNode {
  key: string;
  panel: PanelClient;
  /** One per node client; the first is the server's default. */
  buffers: ReadonlyMap<string, TrafficBuffer>;
  /** Users the panel lets in, as last pulled. */
  users: ReadonlySet<number>;
  /** Who is connected now, and from where. */
  online: Map<number, readonly string[]>;
  /** The machine's load now. */
  load(): Load;
  /** False while the machine is away: it neither serves nor reports. */
  isUp(): boolean;
}

/** How often a node asks for its configuration, in cycles. */
const configEvery = 12;

/**
 * One round of a node program: configuration now and then, users, traffic, who is online, load.
 * @throws RequestFailed at the first call that fails; the rest waits for the next round
 */
export async function runCycle(node: LiveNode, cycle: number): Promise<void> {
  if (cycle % configEvery === 0) await node.panel.pullConfig();
  node.users = await node.panel.pullUsers();
  for (const buffer of node.buffers.values()) await buffer.flush();
  await node.panel.reportOnline(node.online);
  await node.panel.reportLoad(node.load());
}
