"use client";
import { useMemo } from "react";
import { useTimeZone } from "../providers/time-zone.tsx";
import { classNames } from "../ui/class-names.ts";
import css from "./chart.module.css";
import type { ChartData } from "./chart-data.ts";
import { ChartShapes } from "./chart-shapes.tsx";
import { ChartTooltip } from "./chart-tooltip.tsx";
import { layOutChart } from "./lay-out-chart.ts";
import { formatTick } from "./nice-ticks.ts";
import { bucketTitle, timeTicks } from "./time-ticks.ts";
import { useChartCursor } from "./use-chart-cursor.ts";

interface TimeChartProps {
  data: ChartData;
  /** Names the chart for screen readers: `Traffic by hour`. */
  label: string;
  hidden: ReadonlySet<string>;
  /** Drag or Shift + arrows and Enter; without it nothing can be selected. */
  onZoom?: (range: { from: Date; to: Date }) => void;
  /** Said in the middle when everything is zero or missing. */
  emptyText?: string;
  height?: string;
}

/**
 * Bars, areas and lines over time, drawn as plain SVG that is stretched by CSS: it needs no measuring, so the server
 * draws it too. For screen readers and keys it is a slider through time that speaks each bucket's values.
 */
export function TimeChart({ data, label, hidden, onZoom, emptyText = "No data in this range", height }: TimeChartProps) {
  const { zone } = useTimeZone();
  const { yTicks, shapes } = useMemo(() => layOutChart(data, hidden), [data, hidden]);
  const ticks = useMemo(() => timeTicks(data.buckets, zone), [data.buckets, zone]);
  const { index, selection, handlers } = useChartCursor(data.buckets.length, onZoom && zoom);

  function zoom({ first, last }: { first: number; last: number }): void {
    const [from, to] = [data.buckets[first], data.buckets[last]];
    if (from && to) onZoom?.({ from: new Date(from.fromMs), to: new Date(to.untilMs) });
  }

  const top = yTicks.at(-1) ?? 1;
  const percent = (ms: number) => ((ms - data.fromMs) / (data.toMs - data.fromMs)) * 100;
  const visible = data.series.filter(({ key }) => !hidden.has(key));
  const bucket = index === undefined ? undefined : data.buckets[index];
  const isEmpty = visible.every(({ values }) => values.every((value) => !value));
  const spanStyle = (first: number, last: number) => {
    const [from, to] = [data.buckets[first], data.buckets[last]];
    return from && to ? { left: `${percent(from.fromMs)}%`, width: `${percent(to.untilMs) - percent(from.fromMs)}%` } : {};
  };

  return (
    <div className={css.frame} style={height ? ({ "--chart-height": height } as React.CSSProperties) : undefined}>
      <div className={css.yAxis} aria-hidden="true">
        {yTicks.map((value) => (
          <span key={value} className={css.yTick} style={{ top: `${100 - (value / top) * 100}%` }}>
            {formatTick(value, data.unit, top)}
          </span>
        ))}
      </div>
      <div
        className={css.plot}
        role="slider"
        tabIndex={0}
        aria-label={`${label}. Arrow keys move through time${onZoom ? ", with Shift they select, Enter zooms in" : ""}.`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, data.buckets.length - 1)}
        aria-valuenow={index ?? Math.max(0, data.buckets.length - 1)}
        aria-valuetext={
          bucket && index !== undefined
            ? `${bucketTitle(bucket, zone)}: ${visible.map((series) => `${series.label} ${series.words(index).short}`).join(", ")}`
            : "No time chosen"
        }
        {...handlers}
      >
        <ChartShapes yTicks={yTicks} shapes={shapes} />
        {data.marks?.map(({ key, atMs, label: what, tone }) => (
          <span key={key} className={css.mark} data-tone={tone} style={{ left: `${percent(atMs)}%` }} title={what} aria-hidden="true" />
        ))}
        {selection && (
          <div
            className={css.selection}
            style={spanStyle(Math.min(selection.anchor, selection.head), Math.max(selection.anchor, selection.head))}
          />
        )}
        {bucket && index !== undefined && (
          <>
            <div className={css.cursor} style={spanStyle(index, index)} />
            <ChartTooltip
              title={bucketTitle(bucket, zone)}
              series={visible}
              index={index}
              leftPercent={percent((bucket.fromMs + bucket.untilMs) / 2)}
            />
          </>
        )}
        {isEmpty && (
          <p className={css.empty}>
            <span>{emptyText}</span>
          </p>
        )}
      </div>
      <div className={css.xAxis} aria-hidden="true">
        {ticks.map(({ atMs, label: text, isMinor }) => (
          <span key={atMs} className={classNames(css.xTick, isMinor && css.minor)} style={{ left: `${percent(atMs)}%` }}>
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}
