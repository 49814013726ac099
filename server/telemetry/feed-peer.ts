import type { WebSocket } from "ws";
import { type FeedRequest, readFeedRequest } from "#lib/telemetry/feed-request";
import { PlainPeer } from "../realtime/plain-peer.ts";
import type { SocketData } from "../realtime/realtime-socket.ts";
import { errorMessage } from "./feed-messages.ts";
import { FeedSubscription } from "./feed-subscription.ts";

const mostSubscriptions = 100;
/** A burst of long messages is no slow reader. */
const mostQueuedBytes = 8 * 1024 * 1024;

interface FeedPeerEvents {
  begin(subscription: FeedSubscription, peer: FeedPeer): void;
  end(subscription: FeedSubscription): void;
}

/** One WebSocket of `/feed`: a client that says what it wants, and is told. */
export class FeedPeer extends PlainPeer {
  readonly #subscriptions = new Map<string, FeedSubscription>();
  readonly #events: FeedPeerEvents;

  constructor(socket: WebSocket, data: SocketData, events: FeedPeerEvents) {
    super(socket, data, { mostQueuedBytes });
    this.#events = events;
    socket.on("message", (message) => this.#hear(String(message)));
    this.onClose(() => {
      for (const subscription of this.#subscriptions.values()) this.#end(subscription);
      this.#subscriptions.clear();
    });
  }

  tellIntervals(): void {
    for (const subscription of this.#subscriptions.values()) subscription.tellIntervals();
  }

  fail(subscription: FeedSubscription, reason: string): void {
    this.#subscriptions.delete(placeOf(subscription));
    this.#end(subscription);
    this.send(errorMessage(reason));
  }

  #hear(text: string): void {
    const request = readFeedRequest(text);
    if ("error" in request) this.send(errorMessage(request.error));
    else this.#grant(request);
  }

  #grant(request: FeedRequest): void {
    const place = placeOf(request);
    const before = this.#subscriptions.get(place);
    if (request.interest === "subscribe" && !before && this.#subscriptions.size >= mostSubscriptions) {
      this.send(errorMessage(`A socket may have at most ${mostSubscriptions} subscriptions`));
      return;
    }
    this.#subscriptions.delete(place);
    if (before) this.#end(before);
    if (request.interest === "unsubscribe") return;
    const subscription = new FeedSubscription(request, (message) => this.send(message));
    this.#subscriptions.set(place, subscription);
    this.#events.begin(subscription, this);
  }

  #end(subscription: FeedSubscription): void {
    subscription.end();
    this.#events.end(subscription);
  }
}

function placeOf({ peerId, msg }: { peerId: string; msg: string }): string {
  return JSON.stringify([peerId, msg]);
}
