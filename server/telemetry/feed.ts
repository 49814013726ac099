import { setTimeout as sleep } from "node:timers/promises";
import { parseInput } from "#lib/auth/operation";
import type { Database } from "#lib/core/database";
import type { Env } from "#lib/core/env";
import { isDatabaseAway } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import { telemetryCounters } from "#lib/telemetry/counters";
import { Follower } from "#lib/telemetry/following/follower";
import { readChanged } from "#lib/telemetry/following/read-changed";
import { afterInstant, readStored, type StoredPlace } from "#lib/telemetry/following/read-stored";
import { microsOf } from "#lib/telemetry/micros";
import { SocketInput } from "#lib/telemetry/schema";
import { admitPlainSocket } from "../realtime/admit-plain-socket.ts";
import { type PlainSockets, plainSockets } from "../realtime/plain-sockets.ts";
import { FeedPeer } from "./feed-peer.ts";
import type { FeedSubscription } from "./feed-subscription.ts";
import { followArrivals } from "./follow-arrivals.ts";
import { inTurns } from "./in-turns.ts";

export const isFeedPath = (pathname: string) => pathname === "/feed" || pathname === "/feed/";

/** Of people's connections to the database, those that bring new subscriptions up to date. */
const atOnce = 2;
const retryMs = 500;

interface FeedOptions {
  db: Database;
  log: Log;
  env: Pick<Env, "CACHE_EXPIRY_S" | "CACHE_UPDATE_INTERVAL_MS" | "CACHE_UPDATE_TIMEOUT_S">;
  pingMs?: number;
}

/**
 * `WS /feed`: messages of peers as they are stored, for clients of the original server. First what is stored since the time
 * that was asked for (at most `CACHE_EXPIRY_S` ago), then each new one as it is committed: none twice, none left out.
 */
export function telemetryFeed({ db, log, env, pingMs }: FeedOptions): PlainSockets<FeedPeer> {
  const turn = inTurns(atOnce);
  const counters = telemetryCounters();
  const arrivals = followArrivals({
    db,
    log,
    everyMs: env.CACHE_UPDATE_INTERVAL_MS,
    slowMs: env.CACHE_UPDATE_TIMEOUT_S * 1_000,
    onLooked() {
      for (const peer of sockets.peers()) peer.tellIntervals();
    },
  });

  /** What is there already: that of running transactions is remembered, so that nothing of it is told as new. */
  const begin = async (subscription: FeedSubscription) => {
    const known = await turn(() => readChanged(db.rows, [subscription]), subscription.over);
    return known && new Follower(subscription, known, (news) => subscription.tell(news));
  };

  const tellStored = async (subscription: FeedSubscription, peer: FeedPeer, follower: Follower, from: StoredPlace) => {
    const pages = readStored(db, subscription, from);
    for (;;) {
      await peer.hasDrained();
      const page = await turn(() => pages.next(), subscription.over);
      if (!page || page.done || subscription.isOver) return;
      follower.note(page.value);
      await subscription.tellStored(page.value, () => peer.hasDrained());
      subscription.tellIntervals();
      const last = page.value.at(-1);
      if (last) Object.assign(from, { createdAt: last.createdAt, id: last.id });
    }
  };

  const serve = async (subscription: FeedSubscription, peer: FeedPeer) => {
    const oldest = microsOf(new Date(Date.now() - env.CACHE_EXPIRY_S * 1_000));
    const place = afterInstant(subscription.start > oldest ? subscription.start : oldest);
    const follower = await untilThere(subscription, () => begin(subscription));
    if (!follower) return;
    await untilThere(subscription, () => tellStored(subscription, peer, follower, place));
    if (subscription.isOver) return;
    subscription.follower = follower;
    arrivals.follow(follower);
  };

  /** Again and again while the database is away, and the client is not. */
  const untilThere = async <T>(subscription: FeedSubscription, work: () => Promise<T>): Promise<T | undefined> => {
    while (!subscription.isOver) {
      try {
        return await work();
      } catch (error) {
        if (!isDatabaseAway(error)) throw error;
        await sleep(retryMs, undefined, { ref: false });
      }
    }
    return undefined;
  };

  const sockets = plainSockets({
    log,
    name: "the telemetry feed",
    pingMs,
    async admit(request) {
      const { data, query } = await admitPlainSocket(db, request, { isPath: isFeedPath, permission: "telemetry:read" });
      parseInput(SocketInput, query);
      return data;
    },
    accept(socket, data) {
      counters.feedsOpened++;
      const peer = new FeedPeer(socket, data, {
        begin(subscription, of) {
          serve(subscription, of).catch((error: unknown) => {
            log.error({ err: error }, "a subscription of the telemetry feed failed");
            of.fail(subscription, "This subscription failed: subscribe again");
          });
        },
        end: ({ follower }) => follower && arrivals.unfollow(follower),
      });
      peer.onClose(() => counters.feedsClosed++);
      return peer;
    },
  });

  return {
    ...sockets,
    async close() {
      await sockets.close();
      await arrivals.close();
    },
  };
}
