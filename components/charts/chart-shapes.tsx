import { memo } from "react";
import { classNames } from "../ui/class-names.ts";
import css from "./chart.module.css";
import { plotSize, type Shape } from "./lay-out-chart.ts";

/** Grid and series: one path each, so that a year of buckets is a handful of elements. Not drawn again when the cursor moves. */
export const ChartShapes = memo(function ChartShapes({ yTicks, shapes }: { yTicks: readonly number[]; shapes: readonly Shape[] }) {
  const top = yTicks.at(-1) ?? 1;
  const y = (value: number) => plotSize - (value / top) * plotSize;
  return (
    <svg data-chart className={css.svg} viewBox={`0 0 ${plotSize} ${plotSize}`} preserveAspectRatio="none" aria-hidden="true">
      <path
        className={css.grid}
        d={yTicks
          .slice(1)
          .map((value) => `M0 ${y(value)}H${plotSize}`)
          .join("")}
      />
      <path className={classNames(css.grid, css.baseline)} d={`M0 ${plotSize}H${plotSize}`} />
      {shapes.map(({ key, color, kind, fill, line, isStacked }) => (
        <g key={key}>
          {fill && <path d={fill} fill={color} className={kind === "area" ? (isStacked ? css.solid : css.area) : undefined} />}
          {line && <path d={line} stroke={color} className={classNames(css.line, kind === "line" && css.overlay)} />}
        </g>
      ))}
    </svg>
  );
});
