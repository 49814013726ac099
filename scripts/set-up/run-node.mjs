import { spawn } from "node:child_process";
import { root } from "./project.mjs";

/**
 * Runs a file on the pinned Node and resolves to its exit code. Signals are passed on. The child gets the reading end
 * of a pipe as fd 3: when we die without a word, it sees the end and can stop too.
 */
export function runNode(node, args, env = {}) {
  const child = spawn(node, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["inherit", "inherit", "inherit", "pipe"] });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on("error", (error) => {
      process.stderr.write(`fleetlight: ${error.message}\n`);
      resolve(1);
    });
    child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)));
  });
}
