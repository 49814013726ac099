import type { Load } from "../story/load.ts";

/** A node server as its own configuration knows it. */
export interface NodeIdentity {
  /** The panel's address, without a path. */
  url: string;
  id: number;
  token: string;
}

/** Raw bytes up and down of one user since the last success. */
export type Traffic = readonly [upload: number, download: number];

/** What every node program does with its panel, whichever protocol it speaks. Every call may throw RequestFailed. */
export interface PanelClient {
  /** Asks for the node's own configuration. */
  pullConfig(): Promise<void>;
  /** The integer ids of the users that may use this node. */
  pullUsers(): Promise<ReadonlySet<number>>;
  /** The body that reports this traffic; kept and sent again, unchanged, until it was taken. */
  trafficBody(traffic: ReadonlyMap<number, Traffic>): string;
  pushTraffic(body: string): Promise<void>;
  /** Which users are connected from where. */
  reportOnline(addresses: ReadonlyMap<number, readonly string[]>): Promise<void>;
  reportLoad(load: Load): Promise<void>;
}
