import type { Traffic } from "./panel-client.ts";

/** Bytes that wait for their report. What was handed over stays, as the same body, until it was taken. */
export interface TrafficBuffer {
  add(uid: number, upload: number, download: number): void;
  /**
   * Sends what is due. After a failure the very same body is sent again first, so that the panel can recognise it as a
   * repetition; traffic that came meanwhile waits for the next one.
   * @throws whatever `push` throws; nothing is lost then
   */
  flush(): Promise<void>;
  /** True while a body waits to be sent again. */
  readonly isBehind: boolean;
}

/** A buffer in front of one way of reporting. */
export function trafficBuffer(
  encode: (traffic: ReadonlyMap<number, Traffic>) => string,
  push: (body: string) => Promise<void>,
): TrafficBuffer {
  let waiting = new Map<number, Traffic>();
  let unsent: string | undefined;
  return {
    add(uid, upload, download) {
      const [up, down] = waiting.get(uid) ?? [0, 0];
      waiting.set(uid, [up + upload, down + download]);
    },
    async flush() {
      if (unsent === undefined) {
        if (waiting.size === 0) return;
        unsent = encode(waiting);
        waiting = new Map();
      }
      await push(unsent);
      unsent = undefined;
    },
    get isBehind() {
      return unsent !== undefined;
    },
  };
}
