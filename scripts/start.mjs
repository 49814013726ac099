import { build } from "./set-up/build.mjs";
import { demoEnvironment, runDemo } from "./set-up/demo.mjs";
import { nodeFlags } from "./set-up/node-flags.mjs";
import { runNode } from "./set-up/run-node.mjs";
import { setUp } from "./set-up/set-up.mjs";

const isDev = process.argv.includes("--dev");
const isDemo = process.argv.includes("--demo");
const node = await setUp();
const env = { NODE_ENV: isDev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1", ...(isDemo ? demoEnvironment() : {}) };
if (!isDev) await build(node);
const server = runNode(node, [...nodeFlags, "server/main.ts", "--lifeline"], env);
if (isDemo) runDemo(node, env);
process.exitCode = await server;
