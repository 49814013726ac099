import { type ChainNodePlan, chainPlan, type SocketPlan, socketPlans } from "../plan/chain-plan.ts";
import type { ChainNode } from "./node-story.ts";
import { peerIdOf } from "./peer-id.ts";

/** The nodes of each socket, knowing one another. @throws Error for a plan whose chain does not exist */
export function buildChain(seed: string, sockets: readonly SocketPlan[] = socketPlans): ChainNode[][] {
  const everybody = sockets.flat();
  const authorsOf = (chain: string) => everybody.filter((node) => node.chain === chain && node.isAuthority);
  return sockets.map((nodes) => nodes.map((plan) => nodeOf(seed, plan, authorsOf(plan.chain), everybody)));
}

function nodeOf(seed: string, plan: ChainNodePlan, authors: readonly ChainNodePlan[], everybody: readonly ChainNodePlan[]): ChainNode {
  const chain = chainPlan.find(({ key }) => key === plan.chain);
  if (!chain) throw new Error(`The plan has no chain ${plan.chain}`);
  const authorIndex = authors.indexOf(plan);
  return {
    seed,
    plan,
    chain,
    peerId: peerIdOf(seed, plan.name),
    authorIndex: authorIndex === -1 ? undefined : authorIndex,
    authors: authors.length,
    voters: authors.map(({ name }) => peerIdOf(seed, name)),
    known: everybody.filter(({ envelope }) => envelope === plan.envelope || plan.envelope === "v1").map(({ name }) => peerIdOf(seed, name)),
  };
}
