import type { ReactNode } from "react";
import css from "./entry-list.module.css";

/** Entries below each other with a line between them, the latest first; numbered ones count down. */
export function EntryList({ label, isNumbered = false, children }: { label: string; isNumbered?: boolean; children: ReactNode }) {
  if (isNumbered)
    return (
      <ol className={css.list} aria-label={label} reversed>
        {children}
      </ol>
    );
  return (
    <ul className={css.list} aria-label={label}>
      {children}
    </ul>
  );
}

/** One of them: `head` is its state, its time and the like beside each other, what follows stands below. */
export function Entry({ head, children }: { head: ReactNode; children?: ReactNode }) {
  return (
    <li className={css.entry}>
      <div className={css.head}>{head}</div>
      {children}
    </li>
  );
}
