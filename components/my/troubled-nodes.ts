import type { UserNode } from "#lib/fleet/schema";
import type { UsualNode } from "#lib/usage/schema";

type Node = Pick<UserNode, "id" | "name" | "status">;

/** Nodes that somebody uses and that do not work now, the most used first. */
export function troubledNodes<N extends Node>(nodes: readonly N[], used: readonly Pick<UsualNode, "nodeClientId">[]): N[] {
  return used.flatMap(({ nodeClientId }) => nodes.filter(({ id, status }) => id === nodeClientId && status !== "online"));
}
