#!/usr/bin/env node
import { answerCommand } from "./schema-engine/answer-command.mjs";
import { readArguments } from "./schema-engine/arguments.mjs";
import { serveRequests } from "./schema-engine/serve-requests.mjs";

// Stands in for the schema engine that Prisma's CLI would download: the same engine as WebAssembly, from npm. Prisma
// finds it through prisma.config.ts. Fleetlight itself migrates without it (server/database/migrate.ts).
const options = readArguments(process.argv.slice(2));
if (options.isVersionAsked) process.stdout.write("schema-engine-cli 0edf323efd1d98336f3f0a68684b56f689b900d3\n");
else if (options.command) process.exitCode = await answerCommand(options.command, options.url);
else await serveRequests(options);
