import { expect, test } from "vitest";
import { takeTurns } from "./take-turns.ts";

test("so many at once; who comes later waits for a turn that is given back, in order", async () => {
  const take = takeTurns(2);
  const first = await take(0);
  await take(0);
  const came: string[] = [];
  const waits = ["c", "d"].map(async (name) => {
    const giveBack = await take(60_000);
    came.push(name);
    giveBack?.();
  });
  await Promise.resolve();
  expect(came).toEqual([]);
  first?.();
  await Promise.all(waits);
  expect(came).toEqual(["c", "d"]);
  expect(await take(0)).toBeTypeOf("function");
  expect(await take(0)).toBeUndefined();
});

test("who went away takes no turn from those who wait on", async () => {
  const take = takeTurns(1);
  const first = await take(0);
  const [gone, stays] = [take(0), take(60_000)];
  expect(await gone).toBeUndefined();
  first?.();
  expect(await stays).toBeTypeOf("function");
});
