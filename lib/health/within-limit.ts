/** What `withinLimit` throws. */
export const tooLate = Symbol("too late");

/** @throws tooLate when `work` does not end in time; it goes on and is not heard */
export async function withinLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, limitMs, tooLate);
  });
  work.catch(() => {});
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
