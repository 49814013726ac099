"use client";
import { useQuery } from "@tanstack/react-query";
import { nodeStatusHistoryQuery } from "#lib/fleet/client";
import { stripPaths } from "../charts/strip-cells.ts";
import strip from "../charts/uptime-strip.module.css";
import { Skeleton } from "../ui/skeleton.tsx";
import { useDebounced } from "../ui/use-debounced.ts";
import css from "./day-hours.module.css";
import { hourCells } from "./prepare-uptime-cells.ts";

const dayMs = 86_400_000;

/** The 24 hours of one UTC day, asked for once the pointer rests on it. */
export function DayHours({ id, fromMs }: { id: number; fromMs: number }) {
  const restsOnMs = useDebounced(fromMs, 150);
  const range = { start: new Date(fromMs).toISOString(), end: new Date(fromMs + dayMs).toISOString() };
  const { data, isPlaceholderData, error } = useQuery({
    ...nodeStatusHistoryQuery(id, range),
    enabled: restsOnMs === fromMs,
    staleTime: 60_000,
  });
  if (error) return <p className={css.note}>Its hours could not be loaded</p>;
  if (!data || isPlaceholderData) return <Skeleton height="1.5rem" />;
  const paths = stripPaths(hourCells(data.hours, fromMs, fromMs + dayMs, "UTC"));
  const changes = data.changes.filter(({ isSnapshot }) => !isSnapshot);
  return (
    <div className={css.hours}>
      <svg className={css.svg} viewBox="0 0 24 1" preserveAspectRatio="none" aria-hidden="true">
        <path className={strip.ok} d={paths.ok} />
        <path className={strip.warn} d={paths.warn} />
        <path className={strip.bad} d={paths.bad} />
        <path className={strip.unknown} d={paths.unknown} />
      </svg>
      <div className={css.ends}>
        <span>00:00</span>
        <span>12:00</span>
        <span>24:00</span>
      </div>
      {changes.slice(0, 3).map(({ at, status, reason }) => (
        <p key={at} className={css.note}>
          {at.slice(11, 16)} {status}: {reason}
        </p>
      ))}
      {changes.length > 3 && <p className={css.note}>and {changes.length - 3} more changes</p>}
    </div>
  );
}
