import { notifyDown } from "#lib/alerting/testing/notify-down";
import { withDatabase } from "../bench/harness/bench-database.ts";
import type { TryFault } from "./fault.ts";
import { randomFrom } from "./random-from.ts";

/** A dead mail server, a hook that hangs and a notifier that is killed: nothing is lost or told twice, and nobody else waits. */
export const tryNotifyDown: TryFault = ({ seed, isFull, say }) =>
  withDatabase(async ({ db }) => {
    const size = isFull ? { alerts: 1_000, kills: 40 } : { alerts: 100, kills: 6 };
    const result = await notifyDown(db, { ...size, random: randomFrom(seed), say });
    const promises: [boolean, string][] = [
      [result.delayed === 0, `${result.delayed} messages to the healthy receiver waited for others`],
      [result.lost === 0, `${result.lost} messages never arrived`],
      [result.given === 0, `${result.given} deliveries were given up`],
      [result.notOnce === 0, `${result.notOnce} beginnings or ends were not told exactly once`],
    ];
    return { figures: { ...result }, broken: promises.filter(([isKept]) => !isKept).map(([, words]) => words) };
  });
