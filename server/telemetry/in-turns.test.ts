import { expect, test } from "vitest";
import { inTurns } from "./in-turns.ts";

test("no more than so many at a time, in order, also after a failure", async () => {
  const turn = inTurns(2);
  const log: string[] = [];
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const work = gates.map(({ promise }, index) =>
    turn(async () => {
      log.push(`begin ${index}`);
      await promise;
      if (index === 0) throw new Error("failed");
      log.push(`end ${index}`);
      return index;
    }).catch(() => "failed"),
  );
  await Promise.resolve();
  expect(log).toEqual(["begin 0", "begin 1"]);
  gates[0]?.resolve();
  expect(await work[0]).toBe("failed");
  gates[1]?.resolve();
  await work[1];
  expect(log).toEqual(["begin 0", "begin 1", "begin 2", "end 1", "begin 3"]);
  for (const gate of gates) gate.resolve();
  expect(await Promise.all(work)).toEqual(["failed", 1, 2, 3]);
});
