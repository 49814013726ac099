/** What a watched page knows about itself. */
interface Watched {
  usableAt?: number;
  largestPaint?: number;
  shift?: number;
}

/**
 * Runs in the page before anything else. Notes when what `ready` names was there, answered to React (which
 * marks the elements it has taken over) and was painted, the largest paint and every shift of the layout. Stands alone:
 * it is sent to the browser as text.
 */
export function watchPage(ready: string): void {
  const page = window as Window & Watched;
  page.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) page.largestPaint = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
      if (!hadRecentInput) page.shift = (page.shift ?? 0) + value;
    }
  }).observe({ type: "layout-shift", buffered: true });
  const look = () => {
    const element = document.querySelector(ready);
    const isAlive = element !== null && Object.keys(element).some((key) => key.startsWith("__reactProps"));
    if (isAlive) requestAnimationFrame(() => setTimeout(() => (page.usableAt = performance.now())));
    else requestAnimationFrame(look);
  };
  look();
}

/** Runs in the page: what it noted. */
export function vitalsOf(): Required<Watched> {
  const { usableAt = 0, largestPaint = 0, shift = 0 } = window as Window & Watched;
  return { usableAt, largestPaint, shift };
}
