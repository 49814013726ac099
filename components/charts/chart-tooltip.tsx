import { Fragment } from "react";
import css from "./chart.module.css";
import type { ChartSeries } from "./chart-data.ts";

interface ChartTooltipProps {
  title: string;
  series: readonly ChartSeries[];
  index: number;
  /** Where the bucket is; the tooltip stands on the side with more room. */
  leftPercent: number;
}

/** The values of one bucket, short and to the byte. The slider says the same to screen readers. */
export function ChartTooltip({ title, series, index, leftPercent }: ChartTooltipProps) {
  const isRight = leftPercent > 55;
  const style = { left: `${leftPercent}%`, transform: isRight ? "translateX(calc(-100% - 0.75rem))" : "translateX(0.75rem)" };
  return (
    <div className={css.tooltip} style={style} aria-hidden="true">
      <p className={css.tooltipTitle}>{title}</p>
      <dl className={css.tooltipRows}>
        {series.map(({ key, label, color, kind, values, words }) => {
          const { short, exact } = words(index);
          return (
            <Fragment key={key}>
              <span className={css.swatch} data-kind={kind} style={{ "--swatch": color } as React.CSSProperties} />
              <span>{label}</span>
              <dd>{values[index] === null ? "–" : short}</dd>
              {exact && series.length <= 5 && values[index] !== null && <span className={css.exact}>{exact}</span>}
            </Fragment>
          );
        })}
      </dl>
    </div>
  );
}
