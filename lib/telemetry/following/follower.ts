import type { Arrival, Followed, Look } from "#lib/telemetry/following/arrival";
import { isSince } from "#lib/telemetry/transaction-age";

/**
 * Somebody who follows a peer's messages of a type, and knows exactly which of them it has: every row of a transaction older
 * than `horizon`, and of the others those in `#seen`. A look tells what is written by transaction `horizon` or later, however
 * often it finds the same.
 */
export class Follower implements Followed {
  readonly peerId: string;
  readonly msg: string;
  readonly tell: (arrivals: readonly Arrival[]) => void;
  horizon: bigint;
  /** It cannot know which times of arrival were announced before it was there. */
  mustLookEverywhere = true;
  readonly #seen: Map<string, number>;

  /** @param known what it has, or does not want: it is never told */
  constructor({ peerId, msg }: Followed, known: Look, tell: (arrivals: readonly Arrival[]) => void) {
    this.peerId = peerId;
    this.msg = msg;
    this.tell = tell;
    this.horizon = known.horizon;
    this.#seen = new Map(known.arrivals.map(({ id, xmin }) => [id, xmin]));
  }

  /** Remembers what it was told otherwise. */
  note(arrivals: readonly Arrival[]): void {
    for (const { id, xmin } of arrivals) if (isSince(xmin, this.horizon)) this.#seen.set(id, xmin);
  }

  /**
   * Tells what is new of a look that began at this one's horizon or before, and goes on from `horizon`: whatever older
   * transactions wrote must be among the arrivals, or have been told.
   */
  take({ arrivals, horizon }: Look): void {
    const fresh = arrivals.filter((arrival) => isSince(arrival.xmin, this.horizon) && !this.#seen.has(arrival.id));
    this.note(fresh);
    this.horizon = horizon;
    for (const [id, xmin] of this.#seen) if (!isSince(xmin, horizon)) this.#seen.delete(id);
    if (fresh.length > 0) this.tell(fresh);
  }
}
