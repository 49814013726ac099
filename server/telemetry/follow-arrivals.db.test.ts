import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { arrivalChannel } from "#lib/telemetry/arrival-channel";
import { Follower } from "#lib/telemetry/following/follower";
import { followArrivals } from "./follow-arrivals.ts";

const db = testDatabase();
const follower = (peerId: string) => new Follower({ peerId, msg: "m" }, { arrivals: [], horizon: 0n }, () => {});

test("who follows a peer that was given earlier messages looks everywhere, and nobody else does; an announcement that nobody knows is everybody's", async () => {
  // It never looks by itself: what it was told stays to be seen.
  const feed = followArrivals({ db, log: pino({ level: "silent" }), everyMs: 600_000, slowMs: 600_000, onLooked() {} });
  const all = ["a", "a", "b"].map(follower);
  const marked = () => all.map((one) => one.mustLookEverywhere);
  const unmark = () => {
    for (const one of all) one.mustLookEverywhere = false;
  };
  const announce = (payload: string) => db.pool.query("select pg_notify($1, $2)", [arrivalChannel, payload]);
  unmark();
  for (const one of all) feed.follow(one);
  // It listens.
  await vi.waitFor(() => expect(marked()).toEqual([true, true, true]), 10_000);
  unmark();
  await announce('{"from":"2026-11-20T12:00:00.000Z","to":"2026-11-20T12:00:01.000Z"}');
  await announce('{"peer":"a"}');
  await vi.waitFor(() => expect(marked()).toEqual([true, true, false]), 10_000);
  await announce('{"of":"another version"}');
  await vi.waitFor(() => expect(marked()).toEqual([true, true, true]), 10_000);
  await feed.close();
});
