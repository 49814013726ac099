import { expect, test } from "vitest";
import { inTurns } from "./in-turns.ts";

const wanted = new AbortController().signal;

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
    }, wanted).catch(() => "failed"),
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

test("who gives up while waiting is not run, keeps nobody back and is answered at once", async () => {
  const turn = inTurns(1);
  const log: string[] = [];
  const gate = Promise.withResolvers<void>();
  const work = (name: string) => async () => void log.push(name);
  const first = turn(() => gate.promise, wanted);
  const over = new AbortController();
  const waiting = [turn(work("a"), over.signal), turn(work("b"), wanted), turn(work("c"), over.signal)];
  over.abort();
  expect(await Promise.all([waiting[0], waiting[2], turn(work("d"), over.signal)])).toEqual([undefined, undefined, undefined]);
  expect(log).toEqual([]);
  gate.resolve();
  await Promise.all([first, waiting[1]]);
  await turn(work("e"), wanted);
  expect(log).toEqual(["b", "e"]);
});

test("who gives up between its turn and its work hands the turn on", async () => {
  const turn = inTurns(1);
  const log: string[] = [];
  const gate = Promise.withResolvers<void>();
  const over = new AbortController();
  const first = turn(async () => {
    await gate.promise;
    queueMicrotask(() => queueMicrotask(() => over.abort()));
  }, wanted);
  const second = turn(async () => void log.push("second"), over.signal);
  const third = turn(async () => void log.push("third"), wanted);
  gate.resolve();
  await Promise.all([first, second, third]);
  expect(log.at(-1)).toBe("third");
});
