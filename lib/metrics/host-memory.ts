import { readFile } from "node:fs/promises";
import { freemem, totalmem } from "node:os";

export interface HostMemory {
  totalBytes: number;
  /** What programs could still get: free, and caches that would be given up. */
  availableBytes: number;
  /** Null: this system does not tell. */
  swap: { totalBytes: number; usedBytes: number } | null;
}

/** The host's memory; caches count as available where the host says so (Linux). */
export async function readHostMemory(): Promise<HostMemory> {
  const info = await readFile("/proc/meminfo", "utf8").catch(() => "");
  return parseMeminfo(info) ?? { totalBytes: totalmem(), availableBytes: freemem(), swap: null };
}

export function parseMeminfo(text: string): HostMemory | undefined {
  const bytesOf = (name: string) => {
    const kibibytes = new RegExp(`^${name}: +(\\d+) kB$`, "m").exec(text)?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  };
  const [totalBytes, availableBytes] = [bytesOf("MemTotal"), bytesOf("MemAvailable")];
  if (totalBytes === undefined || availableBytes === undefined) return undefined;
  const [swapBytes, swapFreeBytes] = [bytesOf("SwapTotal"), bytesOf("SwapFree")];
  const isSwapKnown = swapBytes !== undefined && swapFreeBytes !== undefined;
  return { totalBytes, availableBytes, swap: isSwapKnown ? { totalBytes: swapBytes, usedBytes: swapBytes - swapFreeBytes } : null };
}
