import type { Database } from "#lib/core/database";
import { isDatabaseAway } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import { noteTokensInUse, stillValid } from "#lib/telemetry/token-use";
import type { Clock } from "./clock.ts";
import type { NodeSockets } from "./node-sockets.ts";

/** A revoked token's sockets are closed within 10 s. */
const lookEveryMs = 4_000;

interface Watch {
  db: Database;
  log: Log;
  clock: Clock;
  sockets: NodeSockets;
}

/**
 * Closes the sockets whose token was revoked since they came, and writes that the others are in use. One look of two
 * statements, however many sockets there are; with the database away all stay, as nothing can be revoked then.
 */
export function watchTokens({ db, log, clock, sockets }: Watch): { stop(): void } {
  let isLooking = false;
  const look = async () => {
    const tokenIds = [...new Set(sockets.all().flatMap(({ tokenId }) => tokenId ?? []))];
    if (tokenIds.length === 0) return;
    const valid = await stillValid(db, tokenIds);
    for (const connection of sockets.all())
      if (connection.tokenId !== undefined && tokenIds.includes(connection.tokenId) && !valid.has(connection.tokenId))
        connection.end("revoked");
    await noteTokensInUse(db, [...valid], new Date(clock.wallMs()));
  };
  const stop = clock.every(lookEveryMs, () => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error: unknown) => {
        if (!isDatabaseAway(error)) log.error({ err: error }, "could not look at the tokens of nodes");
      })
      .finally(() => {
        isLooking = false;
      });
  });
  return { stop };
}
