import { z } from "zod";
import { startReadyProcess } from "#server/testing/server-process";
import { withDatabase } from "../bench/harness/bench-database.ts";
import { inTemporaryFolder } from "../bench/harness/temporary-folder.ts";
import type { TryFault } from "./fault.ts";
import { stoppedReaders } from "./ws-abuse/stopped-readers.ts";
import { watchProcess } from "./ws-abuse/watch-process.ts";
import { mostMoreMB, wsAbuse } from "./ws-abuse/ws-abuse.ts";

/** What `npm start` gives to Node. Plain JavaScript without types, hence the detour. */
const nodeFlagsFile: string = "../scripts/set-up/node-flags.mjs";
const NodeFlags = z.object({ nodeFlags: z.array(z.string()), nodeEnvironment: z.record(z.string(), z.string()) });
/** Until the network's buffers are full, then what waits here, and the time to go. */
const readersWithinMs = 120_000;

/**
 * 23 kinds of misuse of sockets at once beside nodes that behave (8 of each in two rounds, or 16 in five), then readers that
 * stop. Needs a build (`npm run build`).
 */
export const tryWsAbuse: TryFault = ({ isFull, say }) =>
  inTemporaryFolder((folder) =>
    withDatabase(async ({ db }) => {
      const { nodeFlags, nodeEnvironment } = NodeFlags.parse(await import(nodeFlagsFile));
      const key = `ws-abuse-${crypto.randomUUID()}`;
      const roles = { FLEETLIGHT_ROLES: "web,ingest", BOOTSTRAP_API_KEY: key };
      const environment = { DATABASE_URL: db.url, FLEETLIGHT_DATA_DIR: folder, LOG_LEVEL: "error", ...roles, ...nodeEnvironment };
      const server = await startReadyProcess(environment, nodeFlags);
      try {
        const size = isFull ? { abusers: 16, goodNodes: 100, rounds: 5 } : { abusers: 8, goodNodes: 20, rounds: 2 };
        const { broken, ...figures } = await wsAbuse({ db, server, say, ...size });
        say("readers that stop");
        const watch = watchProcess(server.pid, server.url);
        const readers = await stoppedReaders(Number(new URL(server.url).port), key, isFull ? 8 : 4, readersWithinMs);
        await watch.stop();
        const more = Math.round(watch.peakMB() - watch.baseMB);
        if (more > mostMoreMB) broken.push(`memory grew by ${more} MB for readers that stopped`);
        broken.push(...readers.broken);
        if (/error|uncaught/i.test(server.output())) broken.push(`it said: ${server.output().slice(-500)}`);
        return { figures: { ...figures, stoppedReaders: readers.closed, readersMoreMB: more }, broken };
      } finally {
        server.kill("SIGTERM");
        await server.exited;
      }
    }),
  );
