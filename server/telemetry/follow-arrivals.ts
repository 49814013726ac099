import { z } from "zod";
import type { Database } from "#lib/core/database";
import { isDatabaseAway } from "#lib/core/errors";
import { type Listening, listen } from "#lib/core/listen";
import type { Log } from "#lib/core/log";
import { rowsWithin } from "#lib/core/rows-within";
import { arrivalChannel } from "#lib/telemetry/arrival-channel";
import { type ArrivalRange, mergeRanges } from "#lib/telemetry/arrival-ranges";
import type { Look } from "#lib/telemetry/following/arrival";
import type { Follower } from "#lib/telemetry/following/follower";
import { readArrived } from "#lib/telemetry/following/read-arrived";
import { readChanged } from "#lib/telemetry/following/read-changed";
import { arrivalMarks } from "./arrival-marks.ts";

export interface ArrivalFeed {
  /** From now on it is told what is committed. */
  follow(follower: Follower): void;
  unfollow(follower: Follower): void;
  close(): Promise<void>;
}

interface ArrivalFeedOptions {
  db: Database;
  log: Log;
  /** How often to look. */
  everyMs: number;
  /** A look that takes longer is noted, one that takes four times as long is given up. */
  slowMs: number;
  /** After each look, whatever it found. */
  onLooked(): void;
}

const Span = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });
const Announced = z.union([Span, z.object({ peer: z.string() })]);

/**
 * Tells followers what is committed, for all of them with one statement a look. PostgreSQL announces which times of arrival a
 * batch spans, however late it is committed; where announcements may have been lost, for who has just come, and for whose peer was
 * given messages from before its name, the look goes through everything that has changed since the last one.
 */
export function followArrivals({ db, log, everyMs, slowMs, onLooked }: ArrivalFeedOptions): ArrivalFeed {
  const rows = rowsWithin(db, slowMs * 4);
  const followers = new Set<Follower>();
  const marks = arrivalMarks();
  let announced: ArrivalRange[] = [];
  let listening: Listening | undefined;
  let looking: Promise<void> | undefined;

  const lookEverywhere = (peerId?: string) => {
    for (const follower of followers) if (peerId === undefined || follower.peerId === peerId) follower.mustLookEverywhere = true;
  };

  const note = (payload: string) => {
    if (marks.hear(payload)) return;
    const news = readNews(payload);
    if (!news) lookEverywhere();
    else if ("peer" in news) lookEverywhere(news.peer);
    else announced = mergeRanges([...announced, news]);
  };

  const look = async () => {
    let ranges: ArrivalRange[] = [];
    let missed: Follower[] = [];
    try {
      const heard = announced.length > 0 ? await marks.pass(db) : undefined;
      [ranges, announced] = [heard === undefined ? [] : announced, heard === undefined ? announced : []];
      const current = [...followers].filter((one) => !isBehind(one));
      missed = [...followers].filter(isBehind);
      // What is announced from here on is looked at the next time, also for those who are told now.
      for (const follower of missed) follower.mustLookEverywhere = false;
      if (heard !== undefined && current.length > 0) {
        const { arrivals } = await readArrived(rows, current, ranges, oldestOf(current));
        hand(current, { arrivals, horizon: heard });
      }
      if (missed.length > 0) hand(missed, await readChanged(rows, missed, oldestOf(missed)));
    } catch (error) {
      announced = mergeRanges([...announced, ...ranges]);
      for (const follower of missed) follower.mustLookEverywhere = true;
      if (!isDatabaseAway(error)) log.error({ err: error }, "cannot read what telemetry has arrived");
    }
  };

  const timer = setInterval(() => {
    if (looking || followers.size === 0) return onLooked();
    const slow = setTimeout(
      () => log.warn({ followers: followers.size }, `looking for telemetry takes longer than ${slowMs / 1000} s`),
      slowMs,
    );
    looking = look().finally(() => {
      clearTimeout(slow);
      looking = undefined;
      onLooked();
    });
  }, everyMs);
  timer.unref();

  return {
    follow(follower) {
      followers.add(follower);
      listening ??= listen({
        url: db.url,
        channel: arrivalChannel,
        onNotification: note,
        onListening: () => lookEverywhere(),
        onLost: (error) => log.warn({ reason: error.message }, "the telemetry listener lost PostgreSQL and reconnects"),
      });
    },
    unfollow(follower) {
      followers.delete(follower);
      if (followers.size > 0) return;
      announced = [];
      void listening?.close();
      listening = undefined;
    },
    async close() {
      clearInterval(timer);
      followers.clear();
      await Promise.all([listening?.close(), looking]);
    },
  };
}

const isBehind = (follower: Follower) => follower.mustLookEverywhere;

function oldestOf(followers: readonly Follower[]): bigint {
  return followers.reduce((oldest, { horizon }) => (horizon < oldest ? horizon : oldest), followers[0]?.horizon ?? 0n);
}

/** Each gets what is of its peer and type. */
function hand(followers: readonly Follower[], { arrivals, horizon }: Look): void {
  const byPlace = Map.groupBy(arrivals, placeOf);
  for (const follower of followers) follower.take({ arrivals: byPlace.get(placeOf(follower)) ?? [], horizon });
}

function placeOf({ peerId, msg }: { peerId: string; msg: string }): string {
  return JSON.stringify([peerId, msg]);
}

function readNews(payload: string): ArrivalRange | { peer: string } | undefined {
  try {
    const news = Announced.parse(JSON.parse(payload));
    return "peer" in news ? news : { fromMs: Date.parse(news.from), toMs: Date.parse(news.to) };
  } catch {
    return undefined;
  }
}
