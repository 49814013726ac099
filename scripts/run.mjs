import { fail } from "./set-up/project.mjs";
import { runNode } from "./set-up/run-node.mjs";
import { setUp } from "./set-up/set-up.mjs";

// `node scripts/run.mjs <file.ts> [arguments]`: sets up and runs the file on the pinned Node.
const [file, ...args] = process.argv.slice(2);
if (!file) fail("usage: node scripts/run.mjs <file.ts> [arguments]");
process.exitCode = await runNode(await setUp(), [file, ...args]);
