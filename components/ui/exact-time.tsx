"use client";
import { formatInstant, formatOffset, type TimeStyle } from "#lib/universal/time-format";
import { useTimeZone } from "../providers/time-zone.tsx";
import css from "./time.module.css";

/** For tables of record: the exact time in the chosen zone, its offset on hover. `at` is an ISO instant. */
export function ExactTime({ at, style = "instant" }: { at: string; style?: TimeStyle }) {
  const { zone } = useTimeZone();
  return (
    <time dateTime={at} title={`${formatInstant(at, zone)} ${formatOffset(new Date(at), zone)} (${zone})`} className={css.time}>
      {formatInstant(at, zone, style)}
    </time>
  );
}
