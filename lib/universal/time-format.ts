/** `instant` 20 Nov 2026, 14:05:09 · `minute` 20 Nov 2026, 14:05 · `time` 14:05:09 · `clock` 14:05 · `day` 20 Nov 2026 · `weekday` Fri 20 Nov · `date` 20 Nov · `hour` Fri 20 Nov, 14:05 · `millisecond` 20 Nov, 14:05:09.114 */
export type TimeStyle = "instant" | "minute" | "time" | "clock" | "day" | "weekday" | "date" | "hour" | "millisecond";

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * An instant in a zone. Composed from parts, because the punctuation of Intl differs between the ICU of Node and of
 * browsers, and a page must hydrate to the text it was sent with.
 */
export function formatInstant(at: Date | string | number, timeZone: string, style: TimeStyle = "instant"): string {
  const { weekday, day, month, year, hour, minute, second } = partsOf(new Date(at), timeZone);
  switch (style) {
    case "instant":
      return `${day} ${month} ${year}, ${hour}:${minute}:${second}`;
    case "minute":
      return `${day} ${month} ${year}, ${hour}:${minute}`;
    case "time":
      return `${hour}:${minute}:${second}`;
    case "clock":
      return `${hour}:${minute}`;
    case "day":
      return `${day} ${month} ${year}`;
    case "weekday":
      return `${weekday} ${day} ${month}`;
    case "date":
      return `${day} ${month}`;
    case "hour":
      return `${weekday} ${day} ${month}, ${hour}:${minute}`;
    case "millisecond":
      // No zone is off by a part of a second.
      return `${day} ${month}, ${hour}:${minute}:${second}.${String(new Date(at).getUTCMilliseconds()).padStart(3, "0")}`;
  }
}

/** The wall clock of a zone, each part as text. */
export function partsOf(at: Date, timeZone: string): Record<"weekday" | "day" | "month" | "year" | "hour" | "minute" | "second", string> {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
  formats.set(timeZone, format);
  const parts = { weekday: "", day: "", month: "", year: "", hour: "", minute: "", second: "" };
  for (const { type, value } of format.formatToParts(at)) if (type in parts) parts[type as keyof typeof parts] = value;
  return parts;
}

/** `GMT+05:45`, `UTC`: the offset that holds at an instant, because a zone's name alone does not say it. */
export function formatOffset(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  return name.replace("GMT", "UTC").replace("+00:00", "");
}

const steps: [limitS: number, unitS: number, unit: string][] = [
  [60, 1, "s"],
  [3600, 60, "min"],
  [86_400, 3600, "h"],
  [60 * 86_400, 86_400, "d"],
  [730 * 86_400, 30 * 86_400, "months"],
  [Number.POSITIVE_INFINITY, 365 * 86_400, "years"],
];

/** `12 s ago`, `in 3 d`; `just now` within five seconds either way (clocks differ a little). */
export function formatRelative(at: Date | string, now: Date): string {
  const deltaS = (new Date(at).getTime() - now.getTime()) / 1000;
  const sizeS = Math.abs(deltaS);
  if (sizeS < 5) return "just now";
  const [, unitS, unit] = steps.find(([limitS]) => sizeS < limitS) ?? [0, 1, "s"];
  const text = `${Math.floor(sizeS / unitS)} ${unit}`;
  return deltaS < 0 ? `${text} ago` : `in ${text}`;
}

/** `45 s`, `12 min`, `3 h 20 min`, `5 d 4 h`: at most two units, rounded down. */
export function formatDuration(durationMs: number): string {
  const s = Math.floor(durationMs / 1000);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min`;
  if (s < 86_400) return join(Math.floor(s / 3600), "h", Math.floor((s % 3600) / 60), "min");
  return join(Math.floor(s / 86_400), "d", Math.floor((s % 86_400) / 3600), "h");
}

const wholeUnits = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
] as const;

/** `1 min 30 s`, `4 h`: a setting in whole seconds, exactly as it is. */
export function formatExactDuration(seconds: number): string {
  let rest = seconds;
  const parts = wholeUnits.flatMap(([unitS, unit]) => {
    const count = Math.floor(rest / unitS);
    rest -= count * unitS;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return parts.join(" ") || "0 s";
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
