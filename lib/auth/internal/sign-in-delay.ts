/** How often somebody may be wrong before waiting, and how the wait grows. */
export interface DelayRule {
  /** Attempts without a wait between them. */
  freeAttempts: number;
  firstWaitS: number;
  /** The wait doubles with each attempt up to this. */
  longestWaitS: number;
  /** Attempts are forgotten this long after the first of them. */
  windowS: number;
}

/** One account from one address: what a person who mistypes meets. */
export const accountRule: DelayRule = { freeAttempts: 5, firstWaitS: 5, longestWaitS: 900, windowS: 86_400 };
/** One address over all accounts: what somebody who tries a list of accounts meets. Offices share an address, so it is wide. */
export const addressRule: DelayRule = { freeAttempts: 50, firstWaitS: 1, longestWaitS: 60, windowS: 3_600 };

/** Codes of one account from anywhere: only who knows the password gets here, and codes are few enough to try them all. */
export const codeRule: DelayRule = { freeAttempts: 5, firstWaitS: 5, longestWaitS: 900, windowS: 86_400 };

/** Seconds that must pass after the `attempt`-th failure (from 1) before the next try; 0 while they are free. */
export function waitAfterS(attempt: number, rule: DelayRule): number {
  if (attempt < rule.freeAttempts) return 0;
  return Math.min(rule.longestWaitS, rule.firstWaitS * 2 ** Math.min(30, attempt - rule.freeAttempts));
}

/** The part of an address that one party holds: all of IPv4, the /64 of IPv6 (its owner has 2^64 addresses). */
export function holderOf(address: string | undefined): string {
  if (!address) return "unknown";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(":")) return address;
  const [head = "", tail] = (address.split("%")[0] ?? "").toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail ? tail.split(":") : [];
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
