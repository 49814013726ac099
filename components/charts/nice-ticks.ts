import { byteUnits, formatBytes } from "#lib/universal/bytes";
import { locale } from "#lib/universal/locale";
import type { ChartData } from "./chart-data.ts";

const steps = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];

/**
 * Round values from 0 to at least `max`, at most five intervals: for bytes round in the unit that `max` is read in
 * (0, 200, 400 MiB), percent always to 100.
 */
export function niceTicks(max: number, unit: ChartData["unit"]): number[] {
  if (unit === "percent") return [0, 25, 50, 75, 100];
  const base = unit === "bytes" ? 1024 : 1000;
  const safeMax = max > 0 ? max : unit === "bytes" ? 1024 ** 2 * 4 : 4;
  const scale = unit === "bytes" ? base ** Math.floor(Math.log2(safeMax) / 10) : base ** Math.floor(Math.log10(safeMax) / 3);
  const step = (steps.find((candidate) => safeMax / (candidate * scale) <= 5) ?? base / 2) * scale;
  const whole = unit === "count" ? Math.max(1, step) : step;
  return Array.from({ length: Math.ceil(safeMax / whole) + 1 }, (_, index) => index * whole);
}

const counts = new Intl.NumberFormat(locale);

/** A tick as the y axis writes it: bytes all in the unit of the topmost, `0.5 GiB` below `1 GiB`. */
export function formatTick(value: number, unit: ChartData["unit"], top: number): string {
  if (unit === "bytes" && value > 0) {
    const [, name = "B"] = formatBytes(BigInt(Math.round(top)), { isTerse: true }).split(" ");
    return `${value / 1024 ** byteUnits.indexOf(name)} ${name}`;
  }
  if (unit === "bytes") return "0";
  return unit === "percent" ? `${value} %` : counts.format(value);
}
