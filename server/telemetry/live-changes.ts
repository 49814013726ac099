import type { NodePatch, NodeView } from "#lib/telemetry/schema";

/** That a node was heard of is told so often when nothing else of it changes: it is the one thing that always does. */
const seenEveryMs = 5_000;

/** Which of the nodes that were written lately have something to tell to who was told everything before. */
export class LiveChanges {
  readonly #told = new Map<string, NodeView>();
  #known: ReadonlySet<string> | undefined;

  /**
   * Of those that look different, or were heard of five seconds after what was told last, what is different: of two thousand
   * nodes the whole would be megabytes a second. One that was never told is told whole.
   */
  changed(nodes: readonly NodeView[]): NodePatch[] {
    return nodes.flatMap((node) => {
      const before = this.#told.get(node.peerId);
      const patch = before ? differenceOf(before, node) : node;
      if (patch === undefined) return [];
      this.#told.set(node.peerId, node);
      return [patch];
    });
  }

  /** Those that were there the last time and are no more. */
  gone(present: ReadonlySet<string>): string[] {
    const gone = [...(this.#known ?? [])].filter((peerId) => !present.has(peerId));
    for (const peerId of gone) this.#told.delete(peerId);
    this.#known = present;
    return gone;
  }
}

/** Undefined: nothing but perhaps a sign of life that is no news yet. */
function differenceOf(before: NodeView, now: NodeView): NodePatch | undefined {
  const different = Object.entries(now).filter(([field, value]) => before[field as keyof NodeView] !== value);
  const isSignOfLife = different.every(([field]) => field === "lastSeenAt");
  if (isSignOfLife && Date.parse(now.lastSeenAt) - Date.parse(before.lastSeenAt) < seenEveryMs) return undefined;
  return { ...Object.fromEntries(different), peerId: now.peerId };
}
