import type { DomainError } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import type { Clock } from "./clock.ts";

const onceEveryMs = 600_000;
/** Strangers may come from any number of addresses; the log is for operators who look for their own nodes. */
const mostRemembered = 1_000;

/** Says in the log why a node is not let in, once in ten minutes for each address and reason: nodes try again for ever. */
export function tellRefusals(log: Log, clock: Clock): (address: string, refusal: DomainError) => void {
  const toldAtMs = new Map<string, number>();
  return (address, { code, message }) => {
    const nowMs = clock.nowMs();
    const key = `${address} ${code}`;
    const before = toldAtMs.get(key);
    if (before !== undefined && nowMs - before < onceEveryMs) return;
    if (toldAtMs.size >= mostRemembered) for (const [old, atMs] of toldAtMs) if (nowMs - atMs >= onceEveryMs) toldAtMs.delete(old);
    if (toldAtMs.size >= mostRemembered) return;
    toldAtMs.set(key, nowMs);
    log.info({ address, code }, `A node's socket was refused: ${message}`);
  };
}
