import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

/** A process of a bench that says a word on each line. */
export interface Child {
  pid: number;
  /** Waits until it says this; what stands behind it on the line. @throws when it ends first */
  until(word: string): Promise<string>;
  /** Rejects when it ends by itself. */
  failure: Promise<never>;
  /** Writes it a line. */
  tell(line: string): void;
  stop(): Promise<void>;
}

/** Starts a file beside this one with one argument of JSON. */
export function startChild(file: string, options: object, flags: readonly string[] = []): Child {
  const child: ChildProcess = spawn(process.execPath, [...flags, path.join(import.meta.dirname, file), JSON.stringify(options)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(() => undefined);
  let isStopped = false;
  const failure = ended.then(() => (isStopped ? new Promise<never>(() => {}) : Promise.reject(new Error(`${file} ended by itself`))));
  failure.catch(() => {});
  const said: string[] = [];
  let wake = () => {};
  if (child.stdout)
    createInterface({ input: child.stdout }).on("line", (line) => {
      said.push(line);
      wake();
    });
  const heard = async (word: string): Promise<string> => {
    for (;;) {
      const found = said.findIndex((line) => line === word || line.startsWith(`${word} `));
      if (found !== -1) return said.splice(found, 1)[0]?.slice(word.length + 1) ?? "";
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    pid: child.pid ?? 0,
    async until(word) {
      const answer = await Promise.race([heard(word), ended]);
      if (answer === undefined) throw new Error(`${file} ended before it said ${word}`);
      return answer;
    },
    tell: (line) => void child.stdin?.write(`${line}\n`),
    failure,
    async stop() {
      isStopped = true;
      child.kill("SIGKILL");
      await ended;
    },
  };
}
