import type { Figure } from "./figure.ts";

export interface BenchOptions {
  /** Medians are taken over so many rounds. */
  rounds: number;
  /** The sizes that take an hour, too. */
  isFull: boolean;
  /** Says what is going on; a bench never takes more than a few seconds in silence. */
  say(words: string): void;
}

/** One file per bench: measures and answers figures; cleans up after itself. */
export type Bench = (options: BenchOptions) => Promise<Figure[]>;
