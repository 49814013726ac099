/** Passes on what comes, until nothing has come for `patienceMs` or `stop` says so. */
export async function* untilSilent<T>(source: AsyncIterable<T>, patienceMs: number, stop: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  while (!stop.aborted) {
    const next = await nextWithin(iterator, patienceMs, stop);
    if (next === undefined || next.done) return;
    yield next.value;
  }
}

function nextWithin<T>(iterator: AsyncIterator<T>, patienceMs: number, stop: AbortSignal): Promise<IteratorResult<T> | undefined> {
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(undefined);
    const timer = setTimeout(giveUp, patienceMs);
    stop.addEventListener("abort", giveUp);
    iterator
      .next()
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        stop.removeEventListener("abort", giveUp);
      });
  });
}
