"use client";
import Link from "next/link";
import { Fragment } from "react";
import { CopyId } from "../ui/copy-id.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Matrix, MatrixCell } from "./matrix-rows.ts";
import css from "./reputation-matrix.module.css";
import { reputationTone, reputationWords } from "./reputation-words.ts";

/** Who is spoken of, by who speaks. A dashed ring before a number: not connected to it. */
export function ReputationMatrixTable({ matrix: { reporters, rows } }: { matrix: Matrix }) {
  return (
    // Scrolls, so the keyboard must reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={css.scroll} aria-label="Reputation by reporting node" tabIndex={0}>
      <table className={css.matrix}>
        <thead>
          <tr>
            <th scope="col">Peer</th>
            {reporters.map(({ peerId, name }) => (
              <th key={peerId} scope="col" className={css.reporter}>
                <Peer peerId={peerId} name={name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ peerId, name, cells }) => (
            <tr key={peerId}>
              <th scope="row">
                <Peer peerId={peerId} name={name} />
              </th>
              {reporters.map((reporter, index) => (
                <Fragment key={reporter.peerId}>
                  <Cell cell={cells[index]} />
                </Fragment>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Peer({ peerId, name }: { peerId: string; name: string | null }) {
  return name === null ? (
    <CopyId id={peerId} what="peer id" />
  ) : (
    <Link href={`/admin/telemetry/nodes/${encodeURIComponent(peerId)}`} prefetch={false}>
      {name}
    </Link>
  );
}

function Cell({ cell }: { cell: MatrixCell | undefined }) {
  if (!cell) return <td className={css.nothing}>–</td>;
  const { reputation, connected } = cell;
  const tone = connected || reputation < 0 ? reputationTone(reputation) : "unknown";
  return (
    <td title={connected ? "connected" : "not connected"}>
      <StatusMark tone={tone}>{reputationWords(reputation)}</StatusMark>
    </td>
  );
}
