/** A chain as the demo plays it: a block each slot, the height a function of time alone. */
export interface ChainPlan {
  key: string;
  name: string;
  genesisHash: string | undefined;
  slotMs: number;
  /** How many blocks behind the best one is final on an ordinary day. */
  finalityDepth: number;
  /** Whether finality stands still for some minutes now and then. */
  stalls: boolean;
}

/** What a node sends, and in which envelope: `v2` of current nodes, `v1` of old ones. */
export interface ChainNodePlan {
  name: string;
  chain: string;
  envelope: "v1" | "v2";
  /** The envelope's id on its socket. */
  id: number;
  isAuthority: boolean;
  implementation: string;
  version: string;
  cpu: string;
  cores: number;
  memoryGib: number;
  /** Against the reference machine of a validator, 1 = as fast. */
  speed: number;
  peers: number;
  /** How long a block takes to it from its author, ms, on average. */
  propagationMs: number;
}

/** Nodes that share one socket: a collator carries the node of its relay chain along. */
export type SocketPlan = readonly ChainNodePlan[];

export const chainPlan: readonly ChainPlan[] = [
  {
    key: "relay",
    name: "Lantern",
    genesisHash: "0x5f1b1c8e0a94d7e3426b9d10f8c75b6a3e2d41908f7c6b5a4d3e2f1a0b9c8d7e",
    slotMs: 6_000,
    finalityDepth: 2,
    stalls: true,
  },
  {
    key: "parachain",
    name: "Lantern Assets",
    genesisHash: "0x2c9e7f4a81d36b05e8f2a7c4d91b6e3085fa7d2c4b19e6038af5d7c2b4e91603",
    slotMs: 12_000,
    finalityDepth: 3,
    stalls: false,
  },
  { key: "legacy", name: "Development", genesisHash: undefined, slotMs: 3_000, finalityDepth: 3, stalls: false },
];

const current = "1.18.2-3b1ae46ff5a";
const previous = "1.17.1-7a4f2c9d018";

function validator(name: string, speed: number, propagationMs: number, version = current): SocketPlan {
  return [
    {
      name,
      chain: "relay",
      envelope: "v2",
      id: 1,
      isAuthority: true,
      implementation: "Parity Polkadot",
      version,
      cpu: "AMD EPYC 7443P 24-Core Processor",
      cores: 24,
      memoryGib: 125,
      speed,
      peers: 40,
      propagationMs,
    },
  ];
}

function fullNode(name: string, speed: number, propagationMs: number, version = current): SocketPlan {
  const [node] = validator(name, speed, propagationMs, version);
  return node ? [{ ...node, isAuthority: false, cpu: "Intel(R) Xeon(R) E-2388G CPU @ 3.20GHz", cores: 8, memoryGib: 62, peers: 28 }] : [];
}

function collator(name: string, speed: number): SocketPlan {
  const [relay] = fullNode(`${name}-relay`, speed, 420);
  if (!relay) return [];
  const own = { ...relay, name, chain: "parachain", id: 1, isAuthority: true, implementation: "Polkadot parachain", peers: 12 };
  return [own, { ...relay, id: 2 }];
}

function legacy(name: string, isAuthority: boolean): SocketPlan {
  return [
    {
      name,
      chain: "legacy",
      envelope: "v1",
      id: 0,
      isAuthority,
      implementation: "Substrate Node",
      version: "2.0.0-x86_64-linux-gnu",
      cpu: "",
      cores: 4,
      memoryGib: 16,
      speed: 0.6,
      peers: 3,
      propagationMs: 150,
    },
  ];
}

/** The demo's chain nodes: fourteen sockets, sixteen nodes, three chains. Only the legacy ones still tell reputations. */
export const socketPlans: readonly SocketPlan[] = [
  validator("fra-validator-01", 1.15, 180),
  validator("fra-validator-02", 1.12, 190),
  validator("ams-validator-01", 1.08, 210),
  validator("sin-validator-01", 1.02, 460, previous),
  validator("nyc-validator-01", 1.1, 330),
  validator("gru-validator-01", 0.83, 610, previous),
  fullNode("fra-rpc-01", 0.95, 260),
  fullNode("sin-rpc-01", 0.94, 520),
  fullNode("nyc-boot-01", 0.72, 380, previous),
  fullNode("syd-archive-01", 0.9, 690),
  collator("fra-collator-01", 1.01),
  collator("ams-collator-01", 0.99),
  legacy("legacy-archive-01", false),
  legacy("legacy-archive-02", true),
];
