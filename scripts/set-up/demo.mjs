import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fail, root } from "./project.mjs";
import { runNode, startNode } from "./run-node.mjs";

const adminEmail = "admin@demo.example";
const userEmail = "user@demo.example";

/** The demo's own data folder, logins and key. They are made once, because the database remembers them. */
export function readDemo() {
  const folder = process.env.FLEETLIGHT_DATA_DIR || path.join(root, ".data-demo");
  const url = `http://${["", "0.0.0.0", "::"].includes(process.env.HOST ?? "") ? "127.0.0.1" : process.env.HOST}:${process.env.PORT || 3000}`;
  const { adminPassword, userPassword, apiKey } = keptLogins(path.resolve(root, folder));
  const env = {
    FLEETLIGHT_DATA_DIR: folder,
    BOOTSTRAP_ADMIN_EMAIL: adminEmail,
    BOOTSTRAP_ADMIN_PASSWORD: adminPassword,
    BOOTSTRAP_API_KEY: apiKey,
    // A node that goes away is noticed while you watch.
    NODE_OFFLINE_TIMEOUT_S: process.env.NODE_OFFLINE_TIMEOUT_S || "45",
  };
  return { url, env, adminPassword, userPassword };
}

function keptLogins(folder) {
  const file = path.join(folder, "demo-logins.json");
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    const secret = (bytes) => randomBytes(bytes).toString("base64url");
    const logins = { adminPassword: `demo-${secret(6)}`, userPassword: `demo-${secret(6)}`, apiKey: secret(32) };
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(file, JSON.stringify(logins), { mode: 0o600 });
    } catch (error) {
      fail(`the data folder ${folder} is not writable (${error.code}): set FLEETLIGHT_DATA_DIR to a folder that is`);
    }
    return logins;
  }
}

const userArguments = ({ userPassword }) => ["--user-email", userEmail, "--user-password", userPassword];

/** Thirty days of history, once, before anything serves. Resolves to the exit code. */
export function writeHistory(node, demo, env) {
  return runNode(node, ["server/simulator/prepare.ts", ...userArguments(demo)], env);
}

/** Beside a running server: waits until it is ready, starts the fleet as a process of its own, says who can sign in. */
export async function runFleet(node, demo, env, server) {
  let isOver = false;
  server.exited.then(() => {
    isOver = true;
  });
  while (!isOver && !(await isReady(demo.url))) await sleep(200);
  if (isOver) return;
  process.stdout.write(loginsOf(demo));
  while (!isOver) {
    const fleet = startNode(node, ["server/simulator/main.ts", "--url", demo.url, ...userArguments(demo)], env);
    server.exited.then(() => fleet.kill("SIGTERM"));
    const code = await fleet.exited;
    if (code === 0 || isOver) return;
    process.stderr.write("fleetlight: the simulated fleet ended; starting it again\n");
    await Promise.race([sleep(3_000), server.exited]);
  }
}

async function isReady(url) {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

function loginsOf({ url, adminPassword, userPassword }) {
  return `  The demo: ${url.replace("127.0.0.1", "localhost")}/sign-in

    Admin       ${adminEmail}   ${adminPassword}
    User        ${userEmail}    ${userPassword}

`;
}
