import { alertStorm } from "#lib/alerting/testing/alert-storm";
import { withDatabase } from "../bench/harness/bench-database.ts";
import type { TryFault } from "./fault.ts";
import { randomFrom } from "./random-from.ts";

/** 50,000 triggers of a minute about 50,000 things (short: 10,000 about 4,000): one alert each, grouped notices, no critical one unnamed. */
export const tryAlertStorm: TryFault = ({ seed, isFull, say }) =>
  withDatabase(async ({ db }) => {
    const size = isFull ? { triggers: 50_000, fingerprints: 50_000 } : { triggers: 10_000, fingerprints: 4_000 };
    const storm = await alertStorm(db, { ...size, perPost: 250, random: randomFrom(seed), say });
    const promises: [boolean, string][] = [
      [storm.doubled === 0, `${storm.doubled} fingerprints have more than one open alert`],
      [storm.unnamed === 0, `${storm.unnamed} critical alerts are named in no message`],
      [storm.toldTwice === 0, `${storm.toldTwice} alerts were told as new more than once`],
      [storm.notices <= 15, `${storm.notices} notices for five groups`],
      [storm.takenMs <= 60_000, `taking a minute's triggers took ${storm.takenMs} ms`],
      [storm.longestRunMs <= 30_000, `a run of the notifier took ${storm.longestRunMs} ms`],
    ];
    return { figures: { ...storm }, broken: promises.filter(([isKept]) => !isKept).map(([, words]) => words) };
  });
