import type { ReputationMatrix } from "#lib/telemetry/reputation-schema";

export interface MatrixCell {
  reputation: number;
  connected: boolean;
}

/** A peer that others speak of, and what each of them says, in the order of the reporters. */
export interface MatrixRow {
  peerId: string;
  name: string | null;
  /** Undefined: that reporter says nothing of it. */
  cells: readonly (MatrixCell | undefined)[];
  /** The worst of what is said. */
  least: number;
}

export interface Matrix {
  reporters: readonly { peerId: string; name: string | null; ts: string }[];
  /** Those in doubt first. */
  rows: readonly MatrixRow[];
}

/** The reports as a table: who is spoken of by who speaks. */
export function matrixRows({ peers, reports }: ReputationMatrix): Matrix {
  const cellsOf = new Map<number, (MatrixCell | undefined)[]>();
  for (const [column, { remotes, reputations, connecteds }] of reports.entries()) {
    for (const [place, remote] of remotes.entries()) {
      const cells = cellsOf.get(remote) ?? new Array<MatrixCell | undefined>(reports.length).fill(undefined);
      cellsOf.set(remote, cells);
      cells[column] = { reputation: reputations[place] ?? 0, connected: connecteds[place] ?? false };
    }
  }
  const rows = [...cellsOf].flatMap(([remote, cells]): MatrixRow[] => {
    const peer = peers[remote];
    return peer ? [{ ...peer, cells, least: Math.min(...cells.flatMap((cell) => cell?.reputation ?? [])) }] : [];
  });
  return {
    reporters: reports.flatMap(({ reporter, ts }) => {
      const peer = peers[reporter];
      return peer ? [{ ...peer, ts }] : [];
    }),
    rows: rows.sort((a, b) => a.least - b.least || (a.name ?? a.peerId).localeCompare(b.name ?? b.peerId, "en")),
  };
}
