import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface Written {
  bytes: number;
  sha256: string;
}

/** Writes a new file for its owner only, to the disk itself. @throws when it exists */
export async function writeFile(file: string, source: Readable, through: Transform[], signal: AbortSignal): Promise<Written> {
  const hash = createHash("sha256");
  let bytes = 0;
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      done(null, chunk);
    },
  });
  const target = createWriteStream(file, { flags: "wx", mode: 0o600, flush: true });
  await pipeline([source, ...through, tap, target], { signal });
  return { bytes, sha256: hash.digest("hex") };
}

/** Makes the names in a folder last through a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
