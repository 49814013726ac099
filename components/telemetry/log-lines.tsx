"use client";
import { ExactTime } from "../ui/exact-time.tsx";
import { Tag } from "../ui/tag.tsx";
import css from "./log-explorer.module.css";
import { summaryOf } from "./log-summary.ts";

/** A line as the list or the tail has it. */
export interface ShownLine {
  key: string;
  msg: string;
  /** By the node's clock. */
  createdAt: string;
  audit?: boolean;
  payload: unknown;
}

/** Messages, newest first: when, what, and its fields in a line; a press shows all of it as it came. */
export function LogLines({ lines }: { lines: readonly ShownLine[] }) {
  return (
    <ol className={css.lines}>
      {lines.map(({ key, msg, createdAt, audit, payload }) => (
        <li key={key}>
          <details className={css.line}>
            <summary>
              <span className={css.at}>
                <ExactTime at={createdAt} style="millisecond" />
              </span>
              <span className={css.msg}>
                {msg} {audit && <Tag title="Kept for ever">audit</Tag>}
              </span>
              <span className={css.summary}>{summaryOf(payload)}</span>
            </summary>
            {/* Scrolls, so the keyboard must reach it. */}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
            <pre className={css.payload} tabIndex={0}>
              {JSON.stringify(payload, null, 2)}
            </pre>
          </details>
        </li>
      ))}
    </ol>
  );
}
