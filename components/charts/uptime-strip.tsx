"use client";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { placePopover } from "../ui/place-popover.ts";
import { cellWords, type StripCell, stripPaths } from "./strip-cells.ts";
import css from "./uptime-strip.module.css";
import { useChartCursor } from "./use-chart-cursor.ts";

interface UptimeStripProps {
  /** Oldest first: 90 days, 24 hours. */
  cells: readonly StripCell[];
  /** Names the strip: `Uptime of Frankfurt 1`. */
  label: string;
  /** More about the cell that is looked at: its hours. Drawn only while it is looked at. */
  detail?: (index: number) => ReactNode;
  /** What the two ends are: `90 days ago`, `today`. */
  ends?: [string, string];
  height?: string;
}

/** A bar of status over time; hover, touch or arrow keys look at one cell. */
export function UptimeStrip({ cells, label, detail, ends, height }: UptimeStripProps) {
  const paths = useMemo(() => stripPaths(cells), [cells]);
  const { index, handlers } = useChartCursor(cells.length, undefined);
  const cell = index === undefined ? undefined : cells[index];
  const percent = 100 / Math.max(1, cells.length);
  const card = useRef<HTMLDivElement>(null);
  const mark = useRef<HTMLSpanElement>(null);
  const hasCell = cell !== undefined;

  // The card lies in the top layer, where no table clips it; the browser's layout says where its cell is.
  useEffect(() => {
    if (!card.current || index === undefined) return;
    if (!card.current.matches(":popover-open")) card.current.showPopover();
    if (mark.current) placePopover(card.current, mark.current, index > cells.length / 2 ? "end" : "start");
  });
  return (
    <div className={css.root}>
      <div
        className={css.strip}
        style={height ? ({ "--strip-height": height } as React.CSSProperties) : undefined}
        role="slider"
        tabIndex={0}
        aria-label={`${label}. Arrow keys move through time.`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, cells.length - 1)}
        aria-valuenow={index ?? Math.max(0, cells.length - 1)}
        aria-valuetext={cell ? `${cell.label}: ${cellWords(cell)}` : "No time chosen"}
        {...handlers}
      >
        <svg className={css.svg} viewBox={`0 0 ${Math.max(1, cells.length)} 1`} preserveAspectRatio="none" aria-hidden="true">
          <path className={css.ok} d={paths.ok} />
          <path className={css.warn} d={paths.warn} />
          <path className={css.bad} d={paths.bad} />
          <path className={css.unknown} d={paths.unknown} />
        </svg>
        {index !== undefined && <span ref={mark} className={css.cursor} style={{ left: `${index * percent}%`, width: `${percent}%` }} />}
      </div>
      {ends && (
        <div className={css.ends} aria-hidden="true">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      )}
      {hasCell && (
        <div ref={card} popover="manual" className={css.card} aria-hidden="true">
          <p className={css.title}>{cell.label}</p>
          <p className={css.words}>{cellWords(cell)}</p>
          {index !== undefined && detail?.(index)}
        </div>
      )}
    </div>
  );
}
