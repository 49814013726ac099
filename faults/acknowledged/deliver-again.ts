import { IngestAnswer } from "#lib/ingest/schema";
import type { Item } from "./item.ts";

const atOnce = 500;

/** Every item once more, as by a node that forgot what was acknowledged: all must be acknowledged again. In words, empty when they were. */
export async function deliverAgain(url: string, items: readonly Item[]): Promise<string[]> {
  const broken: string[] = [];
  for (const [reporter, own] of Map.groupBy(items, (item) => item.reporter))
    for (let from = 0; from < own.length; from += atOnce) {
      const part = own.slice(from, from + atOnce);
      const response = await fetch(`${url}/api/v1/ingest`, {
        method: "POST",
        headers: { authorization: `Bearer ${reporter.token}`, "content-type": "application/json" },
        body: `[${part.map(({ text }) => text).join(",")}]`,
      });
      const text = await response.text();
      if (!response.ok) {
        broken.push(`${part.length} items that came again were answered ${response.status}: ${text}`);
        continue;
      }
      const { ack, nack } = IngestAnswer.parse(JSON.parse(text));
      if (ack.length !== part.length)
        broken.push(`of ${part.length} items that came again ${nack[0]?.code ?? "some"} refused ${nack.length}`);
    }
  return broken;
}
