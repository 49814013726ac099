import { z } from "zod";
import { startReadyProcess } from "#server/testing/server-process";
import { withDatabase } from "../bench/harness/bench-database.ts";
import { inTemporaryFolder } from "../bench/harness/temporary-folder.ts";
import type { TryFault } from "./fault.ts";
import { wsAbuse } from "./ws-abuse/ws-abuse.ts";

/** What `npm start` gives to Node. Plain JavaScript without types, hence the detour. */
const nodeFlagsFile: string = "../scripts/set-up/node-flags.mjs";
const NodeFlags = z.object({ nodeFlags: z.array(z.string()), nodeEnvironment: z.record(z.string(), z.string()) });

/** 23 kinds of misuse of sockets at once beside nodes that behave: a few of each kind in one round, or 40 in five. */
export const tryWsAbuse: TryFault = ({ isFull, say }) =>
  inTemporaryFolder((folder) =>
    withDatabase(async ({ db }) => {
      const { nodeFlags, nodeEnvironment } = NodeFlags.parse(await import(nodeFlagsFile));
      const server = await startReadyProcess(
        { DATABASE_URL: db.url, FLEETLIGHT_DATA_DIR: folder, LOG_LEVEL: "error", ...nodeEnvironment },
        nodeFlags,
      );
      try {
        const size = isFull ? { abusers: 40, goodNodes: 100, rounds: 5 } : { abusers: 8, goodNodes: 20, rounds: 2 };
        const { broken, ...figures } = await wsAbuse({ db, server, say, ...size });
        if (/error|uncaught/i.test(server.output())) broken.push(`it said: ${server.output().slice(-500)}`);
        return { figures, broken };
      } finally {
        server.kill("SIGTERM");
        await server.exited;
      }
    }),
  );
