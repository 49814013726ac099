import { spawn } from "node:child_process";
import { root } from "../set-up/project.mjs";

/** Runs a file on the pinned Node. `onOutput` hears everything it says, else it speaks to the terminal itself. */
export function runCommand(node, args, { env = {}, onOutput } = {}) {
  return new Promise((resolve) => {
    const child = spawn(node, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: onOutput ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    child.stdout?.on("data", onOutput);
    child.stderr?.on("data", onOutput);
    child.on("error", (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}
