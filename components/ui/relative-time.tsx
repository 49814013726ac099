"use client";
import { formatInstant, formatOffset } from "#lib/universal/time-format";
import { useRelative } from "../providers/clock.ts";
import { useTimeZone } from "../providers/time-zone.tsx";
import css from "./time.module.css";

/** `12 s ago`, ticking; the exact time with its zone on hover. `at` is an ISO instant; null shows `never`. */
export function RelativeTime({ at }: { at: string | null }) {
  return at === null ? <span className={css.quiet}>never</span> : <Ticking at={at} />;
}

function Ticking({ at }: { at: string }) {
  const { zone } = useTimeZone();
  const words = useRelative(at);
  return (
    <time dateTime={at} title={`${formatInstant(at, zone)} ${formatOffset(new Date(at), zone)} (${zone})`} className={css.time}>
      {words}
    </time>
  );
}
