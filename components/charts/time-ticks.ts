import { formatInstant, partsOf } from "#lib/universal/time-format";
import type { ChartBucket } from "./chart-data.ts";

/** A word under the x axis, at the beginning of a bucket. Every second one is `isMinor` and left out where space is small. */
export interface TimeTick {
  atMs: number;
  label: string;
  isMinor: boolean;
}

const minuteSteps = [15, 30, 60, 120, 180, 360, 720];
const daySteps = [1, 2, 3, 5, 7, 14, 30, 60, 90];
const dayMinutes = 1440;
const aim = 8;

/**
 * Ticks at the local wall clock's round times (every 3 hours, every day …), at most about eight, chosen among the
 * beginnings of the buckets, so that days that are longer or shorter come out right by themselves.
 */
export function timeTicks(buckets: readonly ChartBucket[], timeZone: string): TimeTick[] {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return [];
  const spanMinutes = (last.untilMs - first.fromMs) / 60_000;
  const minuteStep = spanMinutes <= dayMinutes * 2 ? minuteSteps.find((step) => spanMinutes / step <= aim) : undefined;
  const starts = buckets.map(({ fromMs }) => ({ fromMs, ...localOf(fromMs, timeZone) }));
  const chosen = minuteStep
    ? starts.filter(({ minuteOfDay }) => minuteOfDay % minuteStep === 0)
    : everyNthDay(starts, spanMinutes / dayMinutes);
  return chosen.map(({ fromMs, minuteOfDay }, index) => ({
    atMs: fromMs,
    label: formatInstant(fromMs, timeZone, minuteStep && minuteOfDay !== 0 ? "clock" : "date"),
    isMinor: index % 2 === 1,
  }));
}

interface Start {
  fromMs: number;
  minuteOfDay: number;
  day: string;
}

/** The first bucket of every nth local day (midnight itself may not exist). */
function everyNthDay(starts: readonly Start[], spanDays: number): Start[] {
  const step = daySteps.find((days) => spanDays / days <= aim) ?? 120;
  const dayStarts = starts.filter(({ day, minuteOfDay }, index) => (index === 0 ? minuteOfDay === 0 : day !== starts[index - 1]?.day));
  return dayStarts.filter((_, index) => index % step === 0);
}

function localOf(atMs: number, timeZone: string): { minuteOfDay: number; day: string } {
  const { hour, minute, day, month } = partsOf(new Date(atMs), timeZone);
  return { minuteOfDay: Number(hour) * 60 + Number(minute), day: `${day} ${month}` };
}

/** The bucket in words: `Fri 20 Nov, 14:00 – 15:00`, or the day alone when it is a whole one. */
export function bucketTitle({ fromMs, untilMs }: ChartBucket, timeZone: string): string {
  const isDay = untilMs - fromMs >= 22 * 3_600_000;
  if (isDay) return formatInstant(fromMs, timeZone, "weekday");
  return `${formatInstant(fromMs, timeZone, "hour")} – ${formatInstant(untilMs, timeZone, "clock")}`;
}
