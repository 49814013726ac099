import css from "./chart.module.css";
import type { ChartSeries } from "./chart-data.ts";

interface ChartLegendProps {
  series: readonly Pick<ChartSeries, "key" | "label" | "color" | "kind">[];
  hidden: ReadonlySet<string>;
  onToggle: (key: string) => void;
}

/** What the colours mean; a press hides and shows a series, and the scale follows. */
export function ChartLegend({ series, hidden, onToggle }: ChartLegendProps) {
  return (
    <div className={css.legend}>
      {series.map(({ key, label, color, kind }) => (
        <button key={key} type="button" className={css.legendItem} aria-pressed={!hidden.has(key)} onClick={() => onToggle(key)}>
          <span className={css.swatch} data-kind={kind} style={{ "--swatch": color } as React.CSSProperties} />
          {label}
        </button>
      ))}
    </div>
  );
}
