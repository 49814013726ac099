import { statfs } from "node:fs/promises";

export interface Disk {
  totalBytes: number;
  usedBytes: number;
  /** Of what we may use, as `df` says: blocks that are reserved for root are neither. */
  usagePercent: number | null;
}

/** The file system that a folder lies on; null where there is no such folder (the database is elsewhere). */
export async function readDisk(folder: string): Promise<Disk | null> {
  const found = await statfs(folder).catch(() => null);
  if (!found || found.blocks === 0) return null;
  const { bsize, blocks, bfree, bavail } = found;
  const used = blocks - bfree;
  return {
    totalBytes: blocks * bsize,
    usedBytes: used * bsize,
    usagePercent: used + bavail === 0 ? null : (used / (used + bavail)) * 100,
  };
}
