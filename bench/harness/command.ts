import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

/** The project's folder. */
export const root = path.join(import.meta.dirname, "../..");

/** Starts a command of a user's (`npm run demo`); what it says is handed on line by line. */
export function startCommand(
  cwd: string,
  command: string,
  args: string[],
  environment: Record<string, string>,
  hear: (line: string) => void = () => {},
): ChildProcess {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      lines.forEach(hear);
    });
  }
  return child;
}

/** SIGTERM, and waits for the end. */
export function stopCommand(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
