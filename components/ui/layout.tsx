import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import css from "./layout.module.css";

/** The page's column: header, tiles, chart, table, with even space between. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className={css.stack}>{children}</div>;
}

/** Equal columns; two on a tablet. On a phone two stay (`isSingleOnPhone` makes it one), because tiles are small. */
export function Grid({ columns, children, isSingleOnPhone = false }: { columns: number; children: ReactNode; isSingleOnPhone?: boolean }) {
  return (
    <div className={classNames(css.grid, isSingleOnPhone && css.single)} style={{ "--columns": columns } as React.CSSProperties}>
      {children}
    </div>
  );
}

/** Things side by side that may wrap; `isOneLine` does not, in a table's cell that would rather be narrow. */
export function Row({ children, isOneLine = false }: { children: ReactNode; isOneLine?: boolean }) {
  return <div className={classNames(css.row, isOneLine && css.oneLine)}>{children}</div>;
}
