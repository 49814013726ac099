import { spawn } from "node:child_process";
import { root } from "./project.mjs";
import { whenNpmDies } from "./when-npm-dies.mjs";

/**
 * Runs a command that takes long: says what is going on, every few seconds how long it has taken, and shows its output
 * only when it fails. Resolves to whether it succeeded.
 */
export function runWithProgress(label, command, args, env = {}) {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  const isTerminal = process.stderr.isTTY === true;
  process.stderr.write(isTerminal ? `${label} …` : `${label} …\n`);
  const ticking = setInterval(
    () => process.stderr.write(isTerminal ? `\r${label} … ${seconds()} s` : `${label} … ${seconds()} s\n`),
    isTerminal ? 1_000 : 5_000,
  );
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const collect = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => collect(String(error)));
    const letGo = stopWithUs(child);
    child.on("close", (code) => {
      clearInterval(ticking);
      letGo();
      const outcome = `${label}: ${code === 0 ? "done" : "failed"} (${seconds()} s)`;
      process.stderr.write(isTerminal ? `\r${outcome}\n` : `${outcome}\n`);
      if (code !== 0) process.stderr.write(output);
      resolve(code === 0);
    });
  });
}

/** Whoever stops us stops what we wait for; otherwise a build would go on without anybody who wants it. */
function stopWithUs(child) {
  const stop = () => {
    child.kill("SIGTERM");
    process.exit(143);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, stop);
  const stopWatching = whenNpmDies(stop);
  return () => {
    stopWatching();
    for (const signal of signals) process.off(signal, stop);
  };
}
