import type { NodeView } from "#lib/telemetry/schema";

/** That a node was heard of is told so often when nothing else of it changes: it is the one thing that always does. */
const seenEveryMs = 5_000;

interface Told {
  /** All that is shown of it, without when it was heard of. */
  text: string;
  seenAtMs: number;
}

/** Which of the nodes that were written lately have something to tell to who was told everything before. */
export class LiveChanges {
  readonly #told = new Map<string, Told>();
  #known: ReadonlySet<string> | undefined;

  /** Those that look different, or were heard of five seconds after what was told last. */
  changed(nodes: readonly NodeView[]): NodeView[] {
    return nodes.filter((node) => {
      const { lastSeenAt, ...shown } = node;
      const now: Told = { text: JSON.stringify(shown), seenAtMs: Date.parse(lastSeenAt) };
      const before = this.#told.get(node.peerId);
      if (before && before.text === now.text && now.seenAtMs - before.seenAtMs < seenEveryMs) return false;
      this.#told.set(node.peerId, now);
      return true;
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
