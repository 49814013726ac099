import { randomOf } from "./random.ts";

/** How the live demo's outages run: every `periodMs` one server is away for `awayMs`, from `startsAfterMs` on. */
export interface OutageTimes {
  periodMs: number;
  startsAfterMs: number;
  awayMs: number;
}

/** After it was noticed: the rule of two minutes fires its alert, and somebody has time to take it. */
const noticedMs = 200_000;

/** Long enough to be noticed as offline and to raise an alert, rare enough that the fleet is whole in between. */
export function outageTimes(offlineTimeoutS: number): OutageTimes {
  const awayMs = offlineTimeoutS * 1000 + noticedMs;
  const startsAfterMs = 45_000;
  return { periodMs: Math.max(240_000, startsAfterMs + awayMs + 60_000), startsAfterMs, awayMs };
}

/**
 * The server that is away `sinceStartMs` after the simulator's start, if any. Neighbouring periods take different
 * servers.
 */
export function awayServer(seed: string, serverKeys: readonly string[], times: OutageTimes, sinceStartMs: number): string | undefined {
  const period = Math.floor(sinceStartMs / times.periodMs);
  const within = sinceStartMs - period * times.periodMs;
  if (within < times.startsAfterMs || within >= times.startsAfterMs + times.awayMs) return undefined;
  const step = 1 + Math.floor(randomOf(seed, "step") * (serverKeys.length - 1));
  const first = Math.floor(randomOf(seed, "first") * serverKeys.length);
  const round = Math.floor(period / serverKeys.length);
  return serverKeys[(first + period * coprime(step, serverKeys.length) + round) % serverKeys.length];
}

/** The nearest step upwards that visits every server before it comes back to the first. */
function coprime(step: number, count: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let found = step;
  while (divisor(found, count) !== 1) found++;
  return found;
}
