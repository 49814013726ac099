import { StatusMark } from "../ui/status-mark.tsx";
import { changeTone, changeWords } from "./compare-words.ts";
import { notTold } from "./node-words.ts";

/** How much longer or shorter the second run took. */
export function ChangeMark({ a, b }: { a: number | null; b: number | null }) {
  const words = changeWords(a, b);
  if (words === null) return notTold;
  const tone = changeTone(a, b);
  return tone === "unknown" ? words : <StatusMark tone={tone}>{words}</StatusMark>;
}
