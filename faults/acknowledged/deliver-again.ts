import { setTimeout as sleep } from "node:timers/promises";
import { IngestAnswer } from "#lib/ingest/schema";
import type { Item } from "./item.ts";

const atOnce = 500;
/** All must be well so soon after the database is back. */
const wellWithinMs = 5_000;

/** Every item once more, as by a node that forgot what was acknowledged: all must be acknowledged again. In words, empty when they were. */
export async function deliverAgain(url: string, items: readonly Item[]): Promise<string[]> {
  const broken: string[] = [];
  for (const [reporter, own] of Map.groupBy(items, (item) => item.reporter))
    for (let from = 0; from < own.length; from += atOnce) {
      const part = own.slice(from, from + atOnce);
      const { status, text } = await post(url, reporter.token, `[${part.map((item) => item.text).join(",")}]`);
      if (status !== 200) {
        broken.push(`${part.length} items that came again were answered ${status}: ${text}`);
        continue;
      }
      const { ack, nack } = IngestAnswer.parse(JSON.parse(text));
      if (ack.length !== part.length)
        broken.push(`of ${part.length} items that came again ${nack[0]?.code ?? "some"} refused ${nack.length}`);
    }
  return broken;
}

/** A process that has not noticed yet that the database is back answers 503 with `Retry-After`: it is asked again. */
async function post(url: string, token: string, body: string): Promise<{ status: number; text: string }> {
  const givesUpAt = performance.now() + wellWithinMs;
  for (;;) {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(`${url}/api/v1/ingest`, { method: "POST", headers, body });
    const text = await response.text();
    const isToComeBack = response.status === 503 && response.headers.has("retry-after");
    if (!isToComeBack || performance.now() > givesUpAt) return { status: response.status, text };
    await sleep(100);
  }
}
