/** Time as the sockets see it, so that tests move it themselves. */
export interface Clock {
  /** Of a clock that never jumps, ms. */
  nowMs(): number;
  /** ms since 1970: when something arrived. */
  wallMs(): number;
  /** Does something again and again, until what it returns is called. */
  every(ms: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  every(ms, work) {
    const timer = setInterval(work, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
