import { setTimeout as sleep } from "node:timers/promises";
import { IngestAnswer } from "#lib/ingest/schema";
import { type Course, isOver } from "./course.ts";
import type { Item } from "./item.ts";
import type { Outbox } from "./outbox.ts";

/** Sends lists over HTTP, one after the other; what was not acknowledged goes again with the next. */
export async function sendByHttp(course: Course, box: Outbox): Promise<void> {
  while (!isOver(course, box)) {
    if (course.isMaking() && box.waiting.size < 100) box.make(10);
    const items = [...box.waiting.values()].slice(0, 100);
    if (items.length > 0) await post(course, box, items);
    await sleep(10 + Math.floor(course.random() * 40));
  }
}

async function post(course: Course, box: Outbox, items: readonly Item[]): Promise<void> {
  const from = performance.now();
  try {
    const response = await fetch(`${course.url()}/api/v1/ingest`, {
      method: "POST",
      headers: { authorization: `Bearer ${box.reporter.token}`, "content-type": "application/json" },
      body: `[${items.map(({ text }) => text).join(",")}]`,
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) return course.refused(response.status, performance.now() - from, response.headers.get("retry-after"));
    const answer = IngestAnswer.parse(JSON.parse(text));
    box.hear(answer);
    course.acknowledged(answer.ack.length);
  } catch {
    // The server was killed, or is not there yet: nobody knows what was stored, so everything goes again.
  }
}
