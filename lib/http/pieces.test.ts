import { expect, test } from "vitest";
import { isPieces, piecesResponse } from "./pieces.ts";

async function* pieces(...texts: (string | Error)[]) {
  for (const text of texts) {
    if (text instanceof Error) throw text;
    yield text;
  }
}

test("pieces are one JSON text", async () => {
  const response = await piecesResponse(pieces("[", '{"a":"ü"}', "]"));
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(await response.json()).toEqual([{ a: "ü" }]);
});

test("no piece at all is an empty body", async () => {
  expect(await (await piecesResponse(pieces())).text()).toBe("");
});

test("an error before the first piece is an error, a later one ends the body", async () => {
  await expect(piecesResponse(pieces(new Error("away")))).rejects.toThrow("away");
  const response = await piecesResponse(pieces("[", "1", new Error("away")));
  await expect(response.text()).rejects.toThrow("away");
});

test("nothing is asked for before it is read, and nothing after the reader has gone", async () => {
  const asked: number[] = [];
  let isEnded = false;
  async function* counted() {
    try {
      for (let piece = 0; ; piece++) {
        asked.push(piece);
        yield "x";
      }
    } finally {
      isEnded = true;
    }
  }
  const reader = (await piecesResponse(counted())).body?.getReader();
  await reader?.read();
  expect(asked.length).toBeLessThanOrEqual(3);
  await reader?.cancel();
  expect(isEnded).toBe(true);
});

test.each([
  [pieces(), true],
  [[], false],
  ["text", false],
  [null, false],
  [undefined, false],
])("%o: %s", (value, is) => {
  expect(isPieces(value)).toBe(is);
});
