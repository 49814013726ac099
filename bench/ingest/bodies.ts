/** Raw bytes of one user: up and down. */
export type Bytes = readonly [upload: number, download: number];

/** What `uids` moved in one interval; every call differs, as reports of living people do. */
export function trafficOf(uids: readonly number[], interval: number): ReadonlyMap<number, Bytes> {
  return new Map(
    uids.map((uid, index) => [uid, [1_000 + ((uid * 7 + interval * 13) % 900_000), 50_000 + ((index * 31 + interval * 17) % 9_000_000)]]),
  );
}

/** The UniProxy body of it. */
export function pushBody(traffic: ReadonlyMap<number, Bytes>): string {
  return JSON.stringify(Object.fromEntries(traffic));
}
