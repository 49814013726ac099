import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import css from "./status-mark.module.css";

/** How good or bad something is; each tone has its own shape, so that colour is never alone. Unknown is never green. */
export type Tone = "ok" | "bad" | "warn" | "unknown";

const shapes: Record<Tone, ReactNode> = {
  ok: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  bad: <path d="M1 1h8v8H1z" fill="currentColor" />,
  warn: <path d="M5 0l5 5-5 5-5-5z" fill="currentColor" />,
  unknown: <circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 1.4" />,
};

const nodeTones = { online: "ok", offline: "bad", maintenance: "warn" } as const;
const nodeWords = { online: "Online", offline: "Offline", maintenance: "Maintenance" } as const;

/** Shape + colour + word: `<StatusMark tone="ok">Online</StatusMark>`. `isPill` for headers and cards. */
export function StatusMark({ tone, children, isPill = false }: { tone: Tone; children: ReactNode; isPill?: boolean }) {
  return (
    <span className={classNames(css.mark, css[tone], isPill && css.pill)}>
      <svg viewBox="0 0 10 10" aria-hidden="true">
        {shapes[tone]}
      </svg>
      {children}
    </span>
  );
}

/** The status of a node server or node; anything that is not known is `Unknown`. */
export function NodeStatusMark({ status, isPill = false }: { status: keyof typeof nodeTones | null | undefined; isPill?: boolean }) {
  return (
    <StatusMark tone={status ? nodeTones[status] : "unknown"} isPill={isPill}>
      {status ? nodeWords[status] : "Unknown"}
    </StatusMark>
  );
}
