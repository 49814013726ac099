import type { ChainPlan } from "../plan/chain-plan.ts";
import { randomOf } from "./random.ts";

/** Where the demo's chains begin; heights grow from here for as long as anybody looks. */
const genesisMs = Date.UTC(2026, 0, 1);

/** Every so often finality of a chain that stalls stands still for two and a half minutes: long enough for its alert. */
const stallPeriodMs = 1_200_000;
const stallFromMs = 420_000;
const stallForMs = 150_000;

export interface Block {
  height: number;
  hash: string;
}

/** The chain's best block at an instant. */
export function bestAt(seed: string, chain: ChainPlan, atMs: number): Block {
  return blockOf(seed, chain, Math.max(0, Math.floor((atMs - genesisMs) / chain.slotMs)));
}

/** The newest final block at an instant. */
export function finalAt(seed: string, chain: ChainPlan, atMs: number): Block {
  const height = bestAt(seed, chain, unstalled(chain, atMs)).height - chain.finalityDepth;
  return blockOf(seed, chain, Math.max(0, height));
}

/** When the slot of a height begins. */
export function slotStartMs(chain: ChainPlan, height: number): number {
  return genesisMs + height * chain.slotMs;
}

/** A block's hash follows from its chain and height, so every node tells the same one. */
export function blockOf(seed: string, chain: ChainPlan, height: number): Block {
  const words = Array.from({ length: 8 }, (_, index) => Math.floor(randomOf(seed, chain.key, height, index) * 2 ** 32));
  return { height, hash: `0x${words.map((word) => word.toString(16).padStart(8, "0")).join("")}` };
}

/** Which of so many authors made a block. */
export function authorOf(seed: string, chain: ChainPlan, height: number, authors: number): number {
  return Math.floor(randomOf(seed, chain.key, "author", height) * authors);
}

/** The instant up to which finality had come: while it stands still, the moment at which it stopped. */
function unstalled({ stalls }: ChainPlan, atMs: number): number {
  const within = (atMs - genesisMs) % stallPeriodMs;
  return stalls && within >= stallFromMs && within < stallFromMs + stallForMs ? atMs - within + stallFromMs : atMs;
}
