import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { oneLine, StartupError } from "../startup-error.ts";
import { stopPostmaster } from "./postmaster.ts";
import type { Programs } from "./programs.ts";
import { type PostmasterOptions, startPostmaster } from "./start-postmaster.ts";

export interface Supervised {
  pid(): number | undefined;
  stop(): Promise<void>;
}

/** Waiting times between attempts to start PostgreSQL again, in milliseconds; the last one repeats (a full disk takes long). */
const backoffMs = [50, 200, 500, 1_000, 2_000, 5_000];

/** Starts PostgreSQL and starts it again whenever it dies, until `stop`. @throws StartupError when the first start fails */
export async function supervise(programs: Programs, options: PostmasterOptions, log: (message: string) => void): Promise<Supervised> {
  let isStopping = false;
  let child: ChildProcess | undefined;
  let restarting: Promise<void> = Promise.resolve();

  const watch = (started: ChildProcess) => {
    child = started;
    started.once("exit", (code, signal) => {
      child = undefined;
      if (isStopping) return;
      log(`PostgreSQL ended (${signal ?? `code ${code}`}); starting it again`);
      restarting = startAgain();
    });
  };
  const startAgain = async () => {
    for (let attempt = 0; !isStopping; attempt++) {
      await sleep(backoffMs[Math.min(attempt, backoffMs.length - 1)]);
      try {
        watch(await startPostmaster(programs, options));
        log("PostgreSQL is back");
        return;
      } catch (error) {
        log(`PostgreSQL does not start: ${oneLine(error)}`);
      }
    }
  };

  try {
    watch(await startPostmaster(programs, options));
  } catch (error) {
    throw new StartupError(`The embedded PostgreSQL does not start: ${oneLine(error)} (its log: ${options.logFile})`, { cause: error });
  }
  // Whatever ends this process in a hurry, PostgreSQL is told to stop and does so by itself.
  const onExit = () => child?.kill("SIGINT");
  process.on("exit", onExit);
  return {
    pid: () => child?.pid,
    async stop() {
      isStopping = true;
      process.off("exit", onExit);
      await restarting;
      if (child?.pid) await stopPostmaster(child.pid);
    },
  };
}
