/** Asks for a turn; undefined: none came within that time. Whoever got one gives it back, once. */
export type TakeTurn = (withinMs: number) => Promise<(() => void) | undefined>;

/** A few of many at a time; who asks first is first. */
export function takeTurns(atOnce: number): TakeTurn {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  const giveBack = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return (withinMs) => {
    if (free > 0) {
      free -= 1;
      return Promise.resolve(giveBack);
    }
    return new Promise((resolve) => {
      const goAway = setTimeout(() => {
        waiting.splice(waiting.indexOf(come), 1);
        resolve(undefined);
      }, withinMs);
      const come = () => {
        clearTimeout(goAway);
        resolve(giveBack);
      };
      waiting.push(come);
    });
  };
}
