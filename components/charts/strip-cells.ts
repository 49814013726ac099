import { formatDuration } from "#lib/universal/time-format";

/** One day or hour of a status strip: the seconds known in each status. What is missing to the whole is unknown. */
export interface StripCell {
  label: string;
  onlineS: number;
  offlineS: number;
  maintenanceS: number;
  /** Said of it in place of its uptime, where the strip shows something else. */
  words?: string;
}

export interface StripPaths {
  ok: string;
  bad: string;
  warn: string;
  unknown: string;
}

const gap = 0.22;
/** The least share of a cell's height that an outage takes, so that two minutes of it can be seen. */
const leastShare = 0.25;

/**
 * Paths in a box of `cells.length` × 1. A good cell is full; an outage or maintenance stands as a block in it; a cell
 * nothing is known of is a low stub. So shape tells what colour tells.
 */
export function stripPaths(cells: readonly StripCell[]): StripPaths {
  const paths: StripPaths = { ok: "", bad: "", warn: "", unknown: "" };
  for (const [index, { onlineS, offlineS, maintenanceS }] of cells.entries()) {
    const knownS = onlineS + offlineS + maintenanceS;
    if (knownS <= 0) {
      paths.unknown += block(index, 0, 0.18);
      continue;
    }
    const bad = offlineS > 0 ? Math.max(leastShare, offlineS / knownS) : 0;
    const warn = maintenanceS > 0 ? Math.max(leastShare, maintenanceS / knownS) : 0;
    const scale = onlineS > 0 ? Math.min(1, 0.85 / Math.max(0.85, bad + warn)) : 1 / (bad + warn);
    const [badTop, warnTop] = [bad * scale, (bad + warn) * scale];
    if (bad > 0) paths.bad += block(index, 0, badTop);
    if (warn > 0) paths.warn += block(index, badTop, warnTop);
    if (onlineS > 0) paths.ok += block(index, warnTop, 1);
  }
  return paths;
}

/** From the bottom up, 0–1. */
function block(index: number, from: number, to: number): string {
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return `M${round(index + gap / 2)} ${round(1 - from)}V${round(1 - to)}H${round(index + 1 - gap / 2)}V${round(1 - from)}Z`;
}

/** `100 % up`, `99.2 % up · 12 min offline`, `not recorded`. Uptime leaves maintenance out. */
export function cellWords({ onlineS, offlineS, maintenanceS, words: ownWords }: StripCell): string {
  if (ownWords !== undefined) return ownWords;
  if (onlineS + offlineS + maintenanceS <= 0) return "not recorded";
  const words = onlineS + offlineS > 0 ? [`${formatUptime((onlineS / (onlineS + offlineS)) * 100)} up`] : [];
  if (offlineS > 0) words.push(`${formatDuration(offlineS * 1000)} offline`);
  if (maintenanceS > 0) words.push(`${formatDuration(maintenanceS * 1000)} maintenance`);
  return words.join(" · ");
}

/** Cut, never rounded up: 100 % means 100 %. Null is `–`. */
export function formatUptime(percent: number | null): string {
  if (percent === null) return "–";
  if (percent >= 100) return "100 %";
  return `${(Math.floor(percent * 100) / 100).toFixed(2)} %`;
}
