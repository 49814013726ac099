/** One promise, tried: what was checked, and whether it held. */
export interface Fault {
  /** Named numbers of the run. */
  figures: Record<string, string | number | bigint>;
  /** What did not hold, in words; empty when the promise was kept. */
  broken: string[];
}

export interface FaultOptions {
  seed: number;
  /** The promised size instead of one for a coffee break. */
  isFull: boolean;
  say: (words: string) => void;
}

export type TryFault = (options: FaultOptions) => Promise<Fault>;
