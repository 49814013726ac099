import { expect, test } from "vitest";
import { firingStrip } from "./firing-strip.ts";

const range = { from: "2026-11-10T00:00:00.000Z", to: "2026-11-20T00:00:00.000Z" };
const firing = (firedAt: string, endedAt: string | null) => ({ beganAt: firedAt, firedAt, endedAt, isReopened: false, peak: null });

test("firings stand where they were, an open one to the end, a short one wide enough to be seen, the unknown before", () => {
  const strip = firingStrip(
    {
      knownFrom: "2026-11-11T00:00:00.000Z",
      firings: [
        firing("2026-11-12T00:00:00.000Z", "2026-11-13T00:00:00.000Z"),
        firing("2026-11-14T00:00:00.000Z", "2026-11-14T00:01:00.000Z"),
        firing("2026-11-19T23:59:30.000Z", null),
      ],
    },
    range,
  );
  expect(strip).toEqual({
    unknownWidth: 100,
    firings: [
      { x: 200, width: 100 },
      { x: 400, width: 3 },
      { x: 997, width: 3 },
    ],
  });
});
