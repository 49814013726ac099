import type { ShownLine } from "./log-lines.tsx";

/** A tail is for looking at, not for keeping. */
export const mostLines = 200;

interface FeedRow {
  created_at: string;
  /** The frame as it came. */
  log: Record<string, unknown>;
}

interface FeedMessage {
  peer_message?: { peer_id: string; msg: string };
  data?: FeedRow[];
  error?: string;
}

/** What a message of the feed holds: lines newest first, or the words of a refusal. */
export function linesOf(message: unknown): { lines: ShownLine[]; error: string | undefined } {
  const { peer_message: of, data = [], error } = message as FeedMessage;
  const lines = data.map(({ created_at: createdAt, log }): ShownLine => {
    const payload = "msg" in log ? log : (log.payload ?? log);
    // What is told again after a break is the same to the letter.
    return { key: `${createdAt} ${JSON.stringify(log)}`, msg: of?.msg ?? "", createdAt, payload };
  });
  return { lines: lines.sort(byNewest), error };
}

/** Both, newest first, each line once, and no more than are shown. */
export function keepNewest(before: readonly ShownLine[], lines: readonly ShownLine[]): readonly ShownLine[] {
  if (lines.length === 0) return before;
  const known = new Set(before.map(({ key }) => key));
  return [...lines.filter(({ key }) => !known.has(key)), ...before].sort(byNewest).slice(0, mostLines);
}

function byNewest(a: ShownLine, b: ShownLine): number {
  return a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0;
}
