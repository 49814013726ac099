import type { Watching } from "./watch-rows.ts";

/** A change as PostgreSQL has it: which row has which status from that instant on (milliseconds since 1970). */
export interface Committed {
  row: string;
  status: "online" | "offline" | "maintenance";
  at: number;
  /** When whoever changed it was answered: before that the log was written to the disk. */
  knownAt: number;
}

/** From COMMIT to the answer of whoever changed it, to the page's socket, to its document, and to the frame that shows it. */
export interface Delay {
  knownMs: number;
  heardMs: number;
  domMs: number;
  paintedMs: number;
}

const words = { online: "Online", offline: "Offline", maintenance: "Maintenance" } as const;

/** Each change with the first time that the page heard and showed it; undefined while one of them is not painted yet. */
export function delaysOf(committed: readonly Committed[], { seen, heard }: Required<Watching>): Delay[] | undefined {
  const delays: Delay[] = [];
  for (const { row, status, at, knownAt } of committed) {
    const told = heard.find((one) => one.at >= at && one.row === row && one.status === status);
    const shown = seen.find((one) => one.domAt >= at && one.row === row && one.word === words[status]);
    if (!told || !shown || shown.paintedAt === 0) return undefined;
    delays.push({ knownMs: knownAt - at, heardMs: told.at - at, domMs: shown.domAt - at, paintedMs: shown.paintedAt - at });
  }
  return delays;
}
