import { build, checkRoutes } from "./set-up/build.mjs";
import { readDemo, runFleet, writeHistory } from "./set-up/demo.mjs";
import { nodeEnvironment, nodeFlags } from "./set-up/node-flags.mjs";
import { requireFreePort } from "./set-up/require-free-port.mjs";
import { startNode } from "./set-up/run-node.mjs";
import { setUp } from "./set-up/set-up.mjs";

// `npm start`, `npm run dev` (--dev) and `npm run demo` (--demo): from a fresh clone to a running server.
const isDev = process.argv.includes("--dev");
const demo = process.argv.includes("--demo") ? readDemo() : undefined;
if (demo) await requireFreePort();
const node = await setUp();
const env = { NODE_ENV: isDev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1", ...demo?.env };
const roles = process.env.FLEETLIGHT_ROLES || "web";
if (isDev) await checkRoutes(node);
else if (roles.includes("web")) await build(node);
const historyCode = demo ? await writeHistory(node, demo, env) : 0;
if (historyCode === 0) {
  const server = startNode(node, [...nodeFlags, "server/main.ts"], { ...nodeEnvironment, ...env });
  if (demo) runFleet(node, demo, env, server);
  process.exitCode = await server.exited;
} else process.exitCode = historyCode;
