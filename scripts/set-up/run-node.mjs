import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./project.mjs";
import { whenNpmDies } from "./when-npm-dies.mjs";

const lifeline = pathToFileURL(path.join(root, "scripts/set-up/lifeline.mjs")).href;

/**
 * Runs a file on the pinned Node. Signals to us are passed on; when we die without a word the child notices and stops
 * too. `exited` resolves to the exit code.
 */
export function startNode(node, args, env = {}) {
  const child = spawn(node, ["--import", lifeline, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["inherit", "inherit", "inherit", "pipe"],
  });
  const passOn = ["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => [signal, () => child.kill(signal)]);
  for (const [signal, handler] of passOn) process.on(signal, handler);
  const stopWatching = whenNpmDies(() => child.kill("SIGTERM"));
  const exited = new Promise((resolve) => {
    child.on("error", (error) => {
      process.stderr.write(`fleetlight: ${error.message}\n`);
      resolve(1);
    });
    child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)));
  });
  exited.then(() => {
    stopWatching();
    for (const [signal, handler] of passOn) process.off(signal, handler);
  });
  return { exited, kill: (signal) => child.kill(signal) };
}

/** The same, resolving to the exit code. */
export function runNode(node, args, env) {
  return startNode(node, args, env).exited;
}
