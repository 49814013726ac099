import { expect, test } from "vitest";
import { summaryOf } from "./log-summary.ts";

const hash = `0x${"ab".repeat(32)}`;

test.each([
  [{ msg: "block.import", best: hash, height: 7, origin: "Own", ts: "…", level: "INFO" }, "best=0xababab…abab  height=7  origin=Own"],
  [{ state: { a: 1, b: 2 }, list: [1, 2, 3], nothing: null, empty: "" }, "state={2}  list=[3]  nothing=null"],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 }, "a=1  b=2  c=3  d=4  e=5  f=6  …"],
  [{ err: 'ClientImport("Unexpected epoch change")' }, 'err=ClientImport("Unexpecte…'],
  [{ ok: false, zero: 0 }, "ok=false  zero=0"],
  ["<script>", "<script>"],
  [null, "null"],
  [{}, ""],
])("%j is %s", (payload, words) => expect(summaryOf(payload)).toBe(words));
