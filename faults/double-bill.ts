import { type DoubleBillResult, doubleBill } from "#lib/usage/testing/double-bill";
import { withDatabase } from "../bench/harness/bench-database.ts";
import type { TryFault } from "./fault.ts";

const users = 300;
const short = 120;

/** Three billing processes, one killed about every 5 s (full: 1,000,000 lines); else two, 200,000 lines and faster deaths. */
export const tryDoubleBill: TryFault = ({ seed, isFull, say }) =>
  withDatabase(async ({ db }) => {
    const size = isFull
      ? { reports: 1_000, linesPerUser: 4, livesMs: [1_000, 29_000] }
      : { reports: 334, linesPerUser: 2, livesMs: [50, 5_000] };
    const options = { ...size, livesMs: [size.livesMs[0] ?? 0, size.livesMs[1] ?? 0] as const };
    const result = await doubleBill(db, {
      seed,
      users,
      short,
      processes: isFull ? 3 : 2,
      linesAtOnce: 5_000,
      maxBacklog: 10_000,
      say,
      ...options,
    });
    const { kills, lines, events, sent, inEvents, onItems } = result;
    return {
      figures: { lines, events, kills, sent, "difference in events": inEvents - sent, "difference on items": onItems - sent },
      broken: brokenOf(result),
    };
  });

function brokenOf(result: DoubleBillResult): string[] {
  const { sent, inEvents, onItems, unbilled, unfinished, eventsNotOnce, wrongItems, consumed, activated, otherChanges } = result;
  const isOnce = (times: readonly number[]) => times.length === short && times.every((number) => number === 1);
  const promises: [boolean, string][] = [
    [inEvents === sent, `events hold ${inEvents} billed bytes, ${sent} were sent`],
    [onItems === sent, `items hold ${onItems} billed bytes, ${sent} were sent`],
    [unbilled === 0, `${unbilled} lines were never billed`],
    [unfinished === 0, `${unfinished} events failed or wait`],
    [eventsNotOnce === 0, `${eventsNotOnce} events did not have their effect exactly once`],
    [wrongItems === 0, `${wrongItems} items differ from their lines`],
    [isOnce(consumed), "not every package was consumed exactly once"],
    [isOnce(activated), "not every successor was activated exactly once"],
    [otherChanges === 0, `${otherChanges} items changed otherwise`],
  ];
  return promises.filter(([isKept]) => !isKept).map(([, words]) => words);
}
