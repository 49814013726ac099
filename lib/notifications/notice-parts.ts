import { type Notice, type NoticeItem, type NoticeSection, severityMark } from "./notice.ts";

/** A line of a notice before a service's own spelling: what is emphasised, and the rest. */
export interface NoticeLine {
  kind: "heading" | "item";
  strong: string;
  rest: string;
}

/** Of alerts that are not critical so many are named in a section; the others are counted. Critical ones are all named. */
const namedAtMost = 30;

/** A notice as lines: every critical item is one of them. */
export function noticeLines({ sections }: Notice): NoticeLine[] {
  return sections.flatMap((section) => {
    const { named, unnamed } = chosen(section);
    return [
      { kind: "heading" as const, strong: section.heading, rest: "" },
      ...named.map(lineOf),
      ...(unnamed > 0 ? [{ kind: "item" as const, strong: "", rest: `… and ${unnamed} more` }] : []),
    ];
  });
}

function chosen({ items, unnamed = 0 }: NoticeSection): { named: NoticeItem[]; unnamed: number } {
  const critical = items.filter(({ severity }) => severity === "critical");
  const others = items.filter(({ severity }) => severity !== "critical");
  // The worse before the better, each in the order it came in.
  const sorted = [...others.filter(({ severity }) => severity === "warning"), ...others.filter(({ severity }) => severity === "info")];
  return { named: [...critical, ...sorted.slice(0, namedAtMost)], unnamed: unnamed + Math.max(0, others.length - namedAtMost) };
}

function lineOf({ severity, title, message }: NoticeItem): NoticeLine {
  return { kind: "item", strong: `${severityMark[severity]} ${title}`, rest: message };
}

interface Packing {
  /** What one message may hold, measured by `size`, without what the caller puts around it. */
  limit: number;
  size(text: string): number;
  write(line: NoticeLine): string;
}

/**
 * Packs lines into as few messages as the service's limit allows. A line that is too long by itself loses its end (first of
 * what is said, then of the name); none is left out.
 */
export function packLines(lines: readonly NoticeLine[], { limit, size, write }: Packing): string[] {
  const parts: string[] = [];
  let part = "";
  let used = 0;
  for (const line of lines) {
    const text = fitting(line, limit, size, write);
    const length = size(text);
    const needed = part === "" ? length : length + 1;
    if (part !== "" && used + needed > limit) {
      parts.push(part);
      part = text;
      used = length;
      continue;
    }
    part = part === "" ? text : `${part}\n${text}`;
    used += needed;
  }
  return part === "" && parts.length > 0 ? parts : [...parts, part];
}

function fitting(line: NoticeLine, limit: number, size: Packing["size"], write: Packing["write"]): string {
  // A message is a sentence; whoever writes a book into it must not push the names of others out.
  let shown: NoticeLine = { ...line, rest: shortened(line.rest.replaceAll(/\s+/g, " ").trim(), 300), strong: shortened(line.strong, 240) };
  while (size(write(shown)) > limit) {
    if (shown.rest.length > 8) shown = { ...shown, rest: shortened(shown.rest, Math.floor(shown.rest.length / 2)) };
    else if (shown.rest !== "") shown = { ...shown, rest: "" };
    else if (shown.strong.length > 1) shown = { ...shown, strong: shortened(shown.strong, Math.floor(shown.strong.length / 2)) };
    else break;
  }
  return write(shown);
}

/** At most `length` characters, the last of which says that something is missing. Never half of a surrogate pair. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, Math.max(0, length - 1)).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** UTF-16 units: no service counts more of them than this. */
export function characters(text: string): number {
  return text.length;
}

export function utf8Bytes(text: string): number {
  return Buffer.byteLength(text);
}
