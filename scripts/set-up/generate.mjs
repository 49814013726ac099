import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { listConditions } from "./list-conditions.mjs";
import { pinnedNode } from "./pinned-node.mjs";
import { runWithProgress } from "./progress.mjs";
import { fail, root } from "./project.mjs";
import { hashOf, readStamp, writeStamp } from "./stamp.mjs";

/** What is made from declarations and not committed: the list of rule kinds, the Prisma client, and the gRPC messages. Each when its source changed. */
export async function generate({ isForced = false } = {}) {
  listConditions();
  await generatePrisma(isForced);
  await generateProto(isForced);
}

async function generatePrisma(isForced) {
  const stampFile = ".generated/prisma-stamp";
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

/** From `proto/` alone: buf brings google's own messages along and asks no network. */
async function generateProto(isForced) {
  const stampFile = ".generated/proto-stamp";
  const plugin = "node_modules/@bufbuild/protoc-gen-es";
  const wanted = hashOf(["proto", "node_modules/@bufbuild/buf/package.json", `${plugin}/package.json`]);
  const isMade = existsSync(path.join(root, ".generated/proto/telecom_pb.ts"));
  if (!isForced && readStamp(stampFile) === wanted && isMade) return;
  // What a proto file no longer there had made must not stay.
  rmSync(path.join(root, ".generated/proto"), { recursive: true, force: true });
  const template = {
    version: "v2",
    plugins: [
      {
        local: [pinnedNode(), `${plugin}/bin/protoc-gen-es`],
        out: ".generated/proto",
        opt: ["target=ts", "import_extension=ts", "erasable_syntax=true"],
      },
    ],
  };
  const isDone = await runWithProgress(
    "Generating the gRPC messages",
    pinnedNode(),
    ["node_modules/@bufbuild/buf/bin/buf", "generate", "proto", "--template", JSON.stringify(template)],
    { BUF_CACHE_DIR: path.join(root, "node_modules/.cache/buf") },
  );
  if (!isDone) fail("the gRPC messages could not be generated; the reason is above");
  writeStamp(stampFile, wanted);
}
