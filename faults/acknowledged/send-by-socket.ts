import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { IngestAnswer } from "#lib/ingest/schema";
import { type Course, isOver } from "./course.ts";
import type { Item } from "./item.ts";
import type { Outbox } from "./outbox.ts";

/** So many may wait for their acknowledgement. */
const mostWaiting = 100;
const Heard = IngestAnswer.partial();

/** Sends over a WebSocket without waiting for answers; after each reconnect everything that is not acknowledged goes again. */
export async function sendBySocket(course: Course, box: Outbox): Promise<void> {
  while (!isOver(course, box)) {
    const headers = { authorization: `Bearer ${box.reporter.token}` };
    const socket = new WebSocket(`${course.url().replace("http", "ws")}/ingest/v1`, { headers });
    await sendUntilClosed(course, box, socket);
    await sleep(50);
  }
}

/** Resolves when the socket has ended. */
async function sendUntilClosed(course: Course, box: Outbox, socket: WebSocket): Promise<void> {
  let wasOpen = false;
  const send = (items: readonly Item[]) => {
    if (items.length > 0 && socket.readyState === WebSocket.OPEN) socket.send(`[${items.map(({ text }) => text).join(",")}]`);
  };
  const ended = new Promise<void>((resolve) => {
    socket.once("close", (code) => {
      if (wasOpen && !isOver(course, box)) course.socketClosed(code);
      resolve();
    });
  });
  socket.on("error", () => {});
  socket.on("message", (data) => {
    const answer = Heard.parse(JSON.parse(String(data)));
    const again = box.hear(answer);
    course.acknowledged(answer.ack?.length ?? 0);
    if (again.length > 0) setTimeout(() => send(again), 100);
  });
  socket.once("open", () => {
    wasOpen = true;
    for (const items of inParts([...box.waiting.values()], 500)) send(items);
  });
  while (socket.readyState !== WebSocket.CLOSED) {
    if (isOver(course, box)) socket.close();
    else if (wasOpen && course.isMaking() && box.waiting.size < mostWaiting) send(box.make(10));
    await Promise.race([ended, sleep(10 + Math.floor(course.random() * 40))]);
  }
  await ended;
}

function inParts<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, part) => list.slice(part * size, (part + 1) * size));
}
