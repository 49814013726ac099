import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

/** `npm run …` as npm does it, without npm: the launcher and the process it runs. */
async function launch(): Promise<{ launcher: ChildProcess; pid: number; output(): string }> {
  const launcher = spawn(process.execPath, ["scripts/run.mjs", "scripts/set-up/testing/say-and-wait.mjs"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  launcher.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await expect.poll(() => said, { timeout: 20_000 }).toMatch(/^\d+\n/);
  return { launcher, pid: Number(said.split("\n")[0]), output: () => said };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("signals are passed on and the exit code comes back", { timeout: 30_000 }, async () => {
  const { launcher, output } = await launch();
  launcher.kill("SIGINT");
  await expect.poll(output).toContain("SIGINT");
  launcher.kill("SIGTERM");
  const [code] = await once(launcher, "exit");
  expect(code).toBe(7);
});

test("a thread that ends takes nobody with it", { timeout: 30_000 }, async () => {
  const { launcher, output } = await launch();
  launcher.kill("SIGHUP");
  await expect.poll(output).toContain("thread ended, heard\n");
  launcher.kill("SIGINT");
  await expect.poll(output).toContain("SIGINT");
  launcher.kill("SIGTERM");
  const [code] = await once(launcher, "exit");
  expect(code).toBe(7);
});

test("a launcher that is killed leaves nobody behind", { timeout: 30_000 }, async () => {
  const { launcher, pid } = await launch();
  launcher.kill("SIGKILL");
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});
