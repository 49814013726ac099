/** What a watched page knows about itself. */
interface Watched {
  usableAt?: number;
  largestPaint?: number;
  shift?: number;
}

/**
 * Runs in the page before anything else. Notes when `ready` first matched something and was painted, the largest paint
 * and every shift of the layout. Stands alone: it is sent to the browser as text.
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
    if (document.querySelector(ready)) requestAnimationFrame(() => setTimeout(() => (page.usableAt = performance.now())));
    else requestAnimationFrame(look);
  };
  look();
}

/** Runs in the page: what it noted. */
export function vitalsOf(): Required<Watched> {
  const { usableAt = 0, largestPaint = 0, shift = 0 } = window as Window & Watched;
  return { usableAt, largestPaint, shift };
}
