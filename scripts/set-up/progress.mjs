import { spawn } from "node:child_process";
import { root } from "./project.mjs";

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
    child.on("close", (code) => {
      clearInterval(ticking);
      const outcome = `${label}: ${code === 0 ? "done" : "failed"} (${seconds()} s)`;
      process.stderr.write(isTerminal ? `\r${outcome}\n` : `${outcome}\n`);
      if (code !== 0) process.stderr.write(output);
      resolve(code === 0);
    });
  });
}
