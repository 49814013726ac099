import type { FeedRequest } from "#lib/telemetry/feed-request";
import type { Arrival } from "#lib/telemetry/following/arrival";
import type { Follower } from "#lib/telemetry/following/follower";
import type { Micros } from "#lib/telemetry/micros";
import { SpanAggregator } from "#lib/telemetry/span-aggregator";
import { aggregatedMessage, rawMessages } from "./feed-messages.ts";

type Subscribe = Extract<FeedRequest, { interest: "subscribe" }>;

/** One peer's messages of one type, as one socket wants them. */
export class FeedSubscription {
  readonly peerId: string;
  readonly msg: string;
  readonly start: Micros;
  readonly #send: (text: string) => void;
  readonly #aggregator: SpanAggregator | undefined;
  readonly #over = new AbortController();
  /** Undefined until what is stored has been told. */
  follower: Follower | undefined;

  constructor({ peerId, msg, start, aggregate }: Subscribe, send: (text: string) => void) {
    this.peerId = peerId;
    this.msg = msg;
    this.start = start;
    this.#send = send;
    this.#aggregator = aggregate && new SpanAggregator(aggregate);
  }

  /** Aborted when its client does not want it any more, has replaced it, or is gone. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  end(): void {
    this.#over.abort();
  }

  tell(arrivals: readonly Arrival[]): void {
    if (this.isOver) return;
    if (this.#aggregator) this.#aggregator.add(arrivals, performance.now());
    else for (const text of rawMessages(this, arrivals)) this.#send(text);
  }

  /** Tells what is stored, each piece when the reader has taken what it was told before, of whatever subscription. */
  async tellStored(arrivals: readonly Arrival[], hasDrained: () => Promise<void>): Promise<void> {
    if (this.#aggregator) return this.tell(arrivals);
    for (const text of rawMessages(this, arrivals)) {
      await hasDrained();
      if (this.isOver) return;
      this.#send(text);
    }
  }

  /** Tells the intervals that are over. */
  tellIntervals(): void {
    const spans = this.isOver ? [] : (this.#aggregator?.take(performance.now()) ?? []);
    if (spans.length > 0) this.#send(aggregatedMessage(this, spans));
  }
}
