import type { IngestAnswer } from "#lib/ingest/schema";
import type { Reporter, Town } from "../restore-drill/town.ts";
import { type Item, newItem } from "./item.ts";

/** What one sender has to deliver: items stay until they are acknowledged, as an agent keeps them on disk. */
export interface Outbox {
  reporter: Reporter;
  waiting: Map<string, Item>;
  /** Everything there ever was, in order. */
  items: Item[];
  /** Makes up to so many new ones. */
  make(most: number): Item[];
  /** Answers with those that should be sent again. */
  hear(answer: Partial<IngestAnswer>): Item[];
  /** What should not have come: refusals for ever, rejected lines, acknowledgements of what nobody sent. */
  wrong: string[];
}

export function outbox(town: Town, reporter: Reporter, name: string, random: () => number): Outbox {
  const waiting = new Map<string, Item>();
  const items: Item[] = [];
  const known = new Set<string>();
  const wrong: string[] = [];
  return {
    reporter,
    waiting,
    items,
    wrong,
    make(most) {
      const made: Item[] = [];
      for (let count = 1 + Math.floor(random() * most); count > 0; count--) {
        const item = newItem(town, reporter, `${name}/${items.length + 1}`, random);
        items.push(item);
        made.push(item);
        known.add(item.id);
        waiting.set(item.id, item);
      }
      return made;
    },
    hear({ ack = [], nack = [], rejected = [] }) {
      for (const id of ack) {
        const item = waiting.get(id);
        if (item) item.acknowledgedAt = performance.now();
        if (!known.has(id)) wrong.push(`${id} was acknowledged and never sent`);
        waiting.delete(id);
      }
      for (const { id, index, code } of rejected) wrong.push(`line ${index} of ${id} was rejected: ${code}`);
      for (const { id, code, retry } of nack) if (!retry) wrong.push(`${id} was refused: ${code}`);
      return nack.flatMap(({ id, retry }) => (retry && id !== null ? (waiting.get(id) ?? []) : []));
    },
  };
}
