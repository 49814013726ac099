import type { ReactNode } from "react";
import css from "./kpi.module.css";

interface KpiProps {
  label: string;
  value: ReactNode;
  /** Compared with what, or what it is made of. */
  note?: ReactNode;
  /** The colour of the chart's series that this number sums. */
  color?: string;
}

/** One figure with its name: tiles stand in a `Grid` above the chart. */
export function Kpi({ label, value, note, color }: KpiProps) {
  return (
    <div className={css.kpi}>
      <span className={css.label}>
        {color && <span className={css.swatch} style={{ background: color }} aria-hidden="true" />}
        {label}
      </span>
      <span className={css.value}>{value}</span>
      <span className={css.note}>{note}</span>
    </div>
  );
}
