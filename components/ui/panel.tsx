import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import css from "./panel.module.css";

interface PanelProps {
  title: ReactNode;
  /** One quiet line under the title: what it counts, in which zone, since when. */
  note?: ReactNode;
  /** Buttons and switches, at the end of the header. */
  actions?: ReactNode;
  /** The content brings its own edges (a table, a list of rows). */
  isFlush?: boolean;
  children: ReactNode;
}

/** A titled surface and a landmark: the card that charts, tables and lists stand in. */
export function Panel({ title, note, actions, isFlush = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className={css.panel} aria-labelledby={id}>
      <header className={css.header}>
        <div className={css.heading}>
          <h2 id={id} className={css.title}>
            {title}
          </h2>
          {note && <p className={css.note}>{note}</p>}
        </div>
        {actions}
      </header>
      <div className={classNames(css.body, isFlush && css.flush)}>{children}</div>
    </section>
  );
}
