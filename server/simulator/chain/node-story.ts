import type { ChainNodePlan, ChainPlan } from "../plan/chain-plan.ts";
import { authorOf, type Block, bestAt, blockOf, finalAt, slotStartMs } from "../story/chain-story.ts";
import { randomOf } from "../story/random.ts";
import {
  authored,
  blockImported,
  finalized,
  interval,
  networkInterval,
  networkState,
  type Payload,
  profiled,
  transactionsImported,
  votes,
} from "./messages.ts";

/** One node with all it knows of the others. */
export interface ChainNode {
  seed: string;
  plan: ChainNodePlan;
  chain: ChainPlan;
  peerId: string;
  /** Its place among the authors of its chain; undefined: it is none. */
  authorIndex: number | undefined;
  authors: number;
  /** The peer ids of its chain's authors, whose votes it hears of. */
  voters: readonly string[];
  /** Peers that a legacy node has an opinion of. */
  known: readonly string[];
}

const intervalMs = 5_000;
const networkStateMs = 30_000;
const profilingMs = 2_000;
const poolMs = 4_000;

/** What a node tells of the time in (fromMs, toMs], in order. Depends on nothing but its arguments. */
export function told(node: ChainNode, fromMs: number, toMs: number): Payload[] {
  return [
    ...blocks(node, fromMs, toMs),
    ...finality(node, fromMs, toMs),
    ...(passes(node, intervalMs, fromMs, toMs) ? intervals(node, toMs) : []),
    ...(passes(node, poolMs, fromMs, toMs) ? [pool(node, toMs)] : []),
    ...(node.plan.envelope === "v1" && passes(node, networkStateMs, fromMs, toMs) ? [opinions(node, toMs)] : []),
    ...(node.plan.envelope === "v1" && passes(node, profilingMs, fromMs, toMs) ? profile(node, toMs) : []),
  ];
}

function blocks(node: ChainNode, fromMs: number, toMs: number): Payload[] {
  const { seed, chain, authorIndex, authors } = node;
  const newest = bestAt(seed, chain, toMs).height;
  return [newest - 1, newest]
    .map((height) => blockOf(seed, chain, height))
    .filter((block) => isWithin(arrivalMs(node, block), fromMs, toMs))
    .flatMap((block) => {
      const isOwn = authorIndex !== undefined && authorOf(seed, chain, block.height, authors) === authorIndex;
      return [...(isOwn ? authored(Math.floor(slotStartMs(chain, block.height) / chain.slotMs), block) : []), blockImported(block, isOwn)];
    });
}

/** The author needs a while to build, and the block a while to come. Never so long that the next one is there before. */
function arrivalMs({ seed, chain, plan }: ChainNode, { height }: Block): number {
  const built = chain.slotMs * (0.05 + 0.12 * randomOf(seed, chain.key, "built", height));
  const way = plan.propagationMs * (0.5 + randomOf(seed, plan.name, "way", height));
  return slotStartMs(chain, height) + built + Math.min(way, chain.slotMs * 0.7);
}

/** Votes take a while, and then their way. */
function finalityDelayMs({ propagationMs }: ChainNode["plan"]): number {
  return 400 + propagationMs;
}

function finality({ seed, chain, plan, voters }: ChainNode, fromMs: number, toMs: number): Payload[] {
  const delay = finalityDelayMs(plan);
  const [before, after] = [finalAt(seed, chain, fromMs - delay), finalAt(seed, chain, toMs - delay)];
  if (after.height <= before.height) return [];
  return [
    ...(plan.isAuthority ? votes(after, voters.slice(0, 3)) : []),
    { msg: "afg.finalized_blocks_up_to", hash: after.hash, number: String(after.height) },
    finalized(after),
  ];
}

/** The best block that has come to this node by now, which may not be the chain's. */
function importedAt(node: ChainNode, atMs: number): Block {
  const { seed, chain } = node;
  const newest = bestAt(seed, chain, atMs);
  return arrivalMs(node, newest) <= atMs ? newest : blockOf(seed, chain, newest.height - 1);
}

function intervals(node: ChainNode, atMs: number): Payload[] {
  const { seed, chain, plan } = node;
  const slot = Math.floor(atMs / intervalMs);
  const wave = 1 + 0.35 * Math.sin(atMs / 1_200_000 + plan.name.length);
  const rate = (name: string) => plan.peers * 4_600 * wave * (0.8 + 0.4 * randomOf(seed, plan.name, name, slot));
  const peers = Math.max(0, Math.round(plan.peers * (0.9 + 0.2 * randomOf(seed, plan.name, "peers", Math.floor(slot / 6)))));
  const transactions = Math.floor(40 * wave * randomOf(seed, plan.name, "pool", slot));
  const final = finalAt(seed, chain, atMs - finalityDelayMs(plan));
  return [interval(importedAt(node, atMs), final, transactions), networkInterval(peers, rate("down"), rate("up"))];
}

function pool({ seed, plan }: ChainNode, atMs: number): Payload {
  const slot = Math.floor(atMs / poolMs);
  return transactionsImported(
    Math.floor(40 * randomOf(seed, plan.name, "ready", slot)),
    Math.floor(4 * randomOf(seed, plan.name, "future", slot)),
  );
}

function opinions({ seed, plan, peerId, known }: ChainNode, atMs: number): Payload {
  const hour = Math.floor(atMs / 3_600_000);
  const of = (other: string) => {
    const mood = randomOf(seed, plan.name, other, hour);
    if (mood < 0.1) return { peerId: other, reputation: -Math.round(mood * 10_485_760), connected: false };
    return {
      peerId: other,
      reputation: Math.round(randomOf(seed, plan.name, other) * 8_000) + (Math.floor(atMs / 60_000) % 60),
      connected: true,
    };
  };
  return networkState(peerId, known.filter((other) => other !== peerId).map(of));
}

const hotSpots = [
  { target: "pallet_babe", name: "on_initialize", ns: 182_340 },
  { target: "frame_system", name: "<AccountNonce<T>>::get", ns: 760 },
  { target: "pallet_balances", name: "transfer_keep_alive", ns: 48_200 },
  { target: "pallet_staking", name: "on_finalize", ns: 96_500 },
] as const;

function profile({ seed, plan }: ChainNode, atMs: number): Payload[] {
  const slot = Math.floor(atMs / profilingMs);
  return hotSpots.map(({ target, name, ns }) => {
    const chance = randomOf(seed, plan.name, target, name, slot);
    // Now and then a call takes many times as long, as calls do.
    return profiled(target, name, ns * (0.7 + 0.6 * chance) * (chance > 0.97 ? 8 : 1));
  });
}

/** Whether a moment of a rhythm, the node's own, lies within. */
function passes({ seed, plan }: ChainNode, everyMs: number, fromMs: number, toMs: number): boolean {
  const offset = randomOf(seed, plan.name, everyMs) * everyMs;
  return Math.floor((toMs - offset) / everyMs) > Math.floor((fromMs - offset) / everyMs);
}

function isWithin(atMs: number, fromMs: number, toMs: number): boolean {
  return atMs > fromMs && atMs <= toMs;
}
