export const chunkBytes = 256 * 1024;
/** As many as a busy process uses at once; what is beyond is the garbage collector's. */
const maxFree = 48;

const free: Buffer[] = [];

/**
 * A block of at least so many bytes. Blocks of the usual size are used again: making and collecting four of them a batch costs
 * more than filling them.
 */
export function takeChunk(bytes: number): Buffer {
  return (bytes <= chunkBytes ? free.pop() : undefined) ?? Buffer.allocUnsafeSlow(Math.max(chunkBytes, bytes));
}

/** Whoever gives a block back must not read it any more. */
export function releaseChunk(chunk: Buffer): void {
  if (chunk.length === chunkBytes && free.length < maxFree) free.push(chunk);
}
