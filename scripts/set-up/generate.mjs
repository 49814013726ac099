import { existsSync } from "node:fs";
import path from "node:path";
import { listConditions } from "./list-conditions.mjs";
import { pinnedNode } from "./pinned-node.mjs";
import { runWithProgress } from "./progress.mjs";
import { fail, root } from "./project.mjs";
import { hashOf, readStamp, writeStamp } from "./stamp.mjs";

const stampFile = ".generated/prisma-stamp";

/** Lists the rule kinds, and makes the Prisma client from the schema when the schema (or Prisma) has changed. */
export async function generate({ isForced = false } = {}) {
  listConditions();
  const wanted = hashOf(["prisma/schema", "prisma.config.ts", "node_modules/prisma/package.json"]);
  if (!isForced && readStamp(stampFile) === wanted && existsSync(path.join(root, ".generated/prisma/client.ts"))) return;
  // Prisma only asks whether its engine file exists; generating does not use it, and nothing is downloaded.
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, "package.json"), PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" };
  const isDone = await runWithProgress(
    "Generating the database client",
    pinnedNode(),
    ["node_modules/prisma/build/index.js", "generate"],
    env,
  );
  if (!isDone) fail("the Prisma client could not be generated; the reason is above");
  writeStamp(stampFile, wanted);
}
