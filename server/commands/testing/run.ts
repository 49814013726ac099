import { spawn } from "node:child_process";
import path from "node:path";

export interface CommandResult {
  code: number | null;
  /** stdout and stderr. */
  out: string;
  err: string;
}

export type CommandName = "job" | "admin" | "backup" | "restore";

const root = path.join(import.meta.dirname, "../../..");

/** Starts one of the operator's commands as `npm run` does, with nothing but `env` in its environment. */
export function startOperatorCommand(name: CommandName, args: string[], env: Record<string, string>, stdin = "") {
  const child = spawn(process.execPath, [`server/commands/${name}.ts`, ...args], {
    cwd: root,
    stdio: ["pipe", "pipe", "pipe"],
    env: { NODE_ENV: "production", ...env },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.end(stdin);
  const ended = new Promise<CommandResult>((resolve) => child.once("close", (code) => resolve({ code, out, err })));
  return { child, said: () => out + err, ended };
}

export function runOperatorCommand(name: CommandName, args: string[], env: Record<string, string>, stdin = ""): Promise<CommandResult> {
  return startOperatorCommand(name, args, env, stdin).ended;
}
