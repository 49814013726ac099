import { expect, test } from "vitest";
import { trafficBuffer } from "./traffic-buffer.ts";

function recorder() {
  const sent: string[] = [];
  const panel = { isAway: false };
  const buffer = trafficBuffer(
    (traffic) => JSON.stringify([...traffic]),
    async (body) => {
      sent.push(body);
      if (panel.isAway) throw new Error("away");
    },
  );
  return { sent, panel, buffer };
}

test("traffic of one user is added up and sent once", async () => {
  const { sent, buffer } = recorder();
  buffer.add(7, 1, 2);
  buffer.add(7, 10, 20);
  await buffer.flush();
  await buffer.flush();
  expect(sent).toEqual(["[[7,[11,22]]]"]);
});

test("without traffic nothing is sent: an idle node pushes nothing", async () => {
  const { sent, buffer } = recorder();
  await buffer.flush();
  expect(sent).toEqual([]);
});

test("after a failure the same body is repeated, and newer traffic waits for its own", async () => {
  const { sent, panel, buffer } = recorder();
  buffer.add(7, 1, 2);
  panel.isAway = true;
  await expect(buffer.flush()).rejects.toThrow("away");
  buffer.add(7, 100, 200);
  await expect(buffer.flush()).rejects.toThrow("away");
  expect(buffer.isBehind).toBe(true);
  panel.isAway = false;
  await buffer.flush();
  await buffer.flush();
  expect(sent).toEqual(["[[7,[1,2]]]", "[[7,[1,2]]]", "[[7,[1,2]]]", "[[7,[100,200]]]"]);
  expect(buffer.isBehind).toBe(false);
});
