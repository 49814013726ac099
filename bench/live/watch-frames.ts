/** How smoothly a page ran while it was watched. Milliseconds. */
export interface Smoothness {
  /** From frame to frame. */
  frames: number[];
  /** Tasks of 50 ms and more. */
  longTasks: number[];
  /** From an interaction to the next frame that shows its effect, one per interaction. */
  interactions: number[];
}

interface Watched {
  smoothness?: Smoothness;
}

/** Runs in the page before anything else: notes frames, long tasks and interactions. Stands alone: it is sent to the browser as text. */
export function watchFrames(): void {
  const smoothness: Smoothness = { frames: [], longTasks: [], interactions: [] };
  (window as Window & Watched).smoothness = smoothness;
  let before = 0;
  const count = (at: number) => {
    if (before > 0) smoothness.frames.push(at - before);
    before = at;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) smoothness.longTasks.push(duration);
  }).observe({ type: "longtask" });
  const seen = new Map<number, number>();
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { interactionId, duration } = entry as PerformanceEntry & { interactionId: number };
      if (interactionId > 0) seen.set(interactionId, Math.max(seen.get(interactionId) ?? 0, duration));
    }
    smoothness.interactions = [...seen.values()];
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
}

/** Runs in the page: what was noted since the last call. */
export function takeSmoothness(): Smoothness {
  const { smoothness } = window as Window & Watched;
  const taken = { frames: [], longTasks: [], interactions: [], ...smoothness };
  const copy = { ...taken, frames: [...taken.frames], longTasks: [...taken.longTasks] };
  if (smoothness) {
    smoothness.frames.length = 0;
    smoothness.longTasks.length = 0;
  }
  return copy;
}
