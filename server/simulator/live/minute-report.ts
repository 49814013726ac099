import type { NodeDiary } from "./run-node.ts";

/** Counts what the node programs do and says it in one line. */
export interface MinuteReport extends NodeDiary {
  moved(bytes: number): void;
  /** The line for the time since the last one, which then starts anew. */
  line(awayKey: string | undefined): string;
}

export function minuteReport(): MinuteReport {
  let bytes = 0;
  let reporting = new Set<string>();
  let failures = new Map<string, number>();
  return {
    succeeded: (key) => void reporting.add(key),
    failed: (_key, error) => void failures.set(error.message, (failures.get(error.message) ?? 0) + 1),
    moved: (more) => {
      bytes += more;
    },
    line(awayKey) {
      const troubles = [...failures].sort((a, b) => b[1] - a[1]);
      const [worst] = troubles;
      const total = troubles.reduce((sum, [, count]) => sum + count, 0);
      const parts = [
        `${reporting.size} nodes reporting`,
        awayKey ? `${awayKey} is away on purpose` : "none away",
        `${(bytes / 2 ** 30).toFixed(2)} GiB moved`,
        worst ? `${total} failed attempts (${worst[0]})` : "no failed attempts",
      ];
      bytes = 0;
      reporting = new Set();
      failures = new Map();
      return `simulator: ${parts.join(", ")}`;
    },
  };
}
