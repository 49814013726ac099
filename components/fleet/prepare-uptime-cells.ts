import type { NodeStatusHour, Uptime } from "#lib/fleet/schema";
import { formatInstant } from "#lib/universal/time-format";
import type { StripCell } from "../charts/strip-cells.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
type UptimeDay = Uptime["items"][number]["days"][number];

/** The last `count` UTC days up to `today`; a day without record is a cell without seconds. */
export function dayCells(days: readonly UptimeDay[], today: Date, count = 90): (StripCell & { fromMs: number })[] {
  const byDay = new Map(days.map((day) => [day.day.slice(0, 10), day]));
  const lastMs = Math.floor(today.getTime() / dayMs) * dayMs;
  return Array.from({ length: count }, (_, index) => {
    const fromMs = lastMs - (count - 1 - index) * dayMs;
    const found = byDay.get(new Date(fromMs).toISOString().slice(0, 10));
    return {
      label: `${formatInstant(fromMs, "UTC", "weekday")} (UTC)`,
      fromMs,
      onlineS: found?.onlineS ?? 0,
      offlineS: found?.offlineS ?? 0,
      maintenanceS: found?.maintenanceS ?? 0,
    };
  });
}

/** Every hour of `[fromMs, toMs)`, those not recorded without seconds. Labels in `timeZone`. */
export function hourCells(hours: readonly NodeStatusHour[], fromMs: number, toMs: number, timeZone: string): StripCell[] {
  const byStart = new Map(hours.map((hour) => [Date.parse(hour.bucketStart), hour]));
  const firstMs = Math.floor(fromMs / hourMs) * hourMs;
  return Array.from({ length: Math.ceil((toMs - firstMs) / hourMs) }, (_, index) => {
    const found = byStart.get(firstMs + index * hourMs);
    return {
      label: formatInstant(firstMs + index * hourMs, timeZone, "hour"),
      onlineS: found?.onlineS ?? 0,
      offlineS: found?.offlineS ?? 0,
      maintenanceS: found?.maintenanceS ?? 0,
    };
  });
}
