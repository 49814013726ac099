import { connectIngest } from "#server/ingest/acknowledged/testing/ingest-client";
import { connectNode } from "#server/ingest/testing/node-client";
import type { Outbox } from "../acknowledged/outbox.ts";
import { telemetryMessage } from "../acknowledged/telemetry-message.ts";
import { spoil } from "./bad-text.ts";
import { oddMessage } from "./odd-message.ts";

type Random = () => number;

/** A socket is closed after 100 messages in a row that are none, one of acknowledged ingest after 20. */
const [mostInARow, mostItemsInARow] = [60, 12];

/** What was sent, and what should not have happened. */
export interface Frames {
  markers: string[];
  bad: number;
  ended: string[];
}

/** A node whose program is broken: bad frames, text and binary, and between them one that is right. */
export async function sendFrames(port: number, name: string, count: number, random: Random): Promise<Frames> {
  const node = await connectNode(port);
  const markers: string[] = [];
  const saying = (marker: string) => JSON.stringify(telemetryMessage({ peer: name, node: 4, marker, random }));
  let bad = 0;
  while (bad < count && node.ended.length === 0) {
    const burst = Array.from({ length: 1 + Math.floor(random() * mostInARow) }, () => {
      const frame = random() < 0.5 ? oddMessage(random) : spoil(random, saying("spoilt"));
      return random() < 0.5 ? frame : Buffer.from(frame);
    });
    const marker = `${name} ${markers.length}`;
    markers.push(marker);
    await node.send(...burst, saying(marker));
    bad += burst.length;
  }
  const isRead = new Promise<void>((resolve) => {
    node.socket.once("pong", () => resolve());
    node.socket.once("close", () => resolve());
  });
  node.socket.ping();
  await isRead;
  const ended = node.ended.map((how) => `${name}: ${how}`);
  node.socket.close();
  return { markers, bad, ended };
}

/** The same on a socket of acknowledged ingest: each item that is right must be acknowledged. */
export async function sendItemFrames(url: string, box: Outbox, count: number, random: Random): Promise<Omit<Frames, "markers">> {
  const client = await connectIngest(`${url.replace("http", "ws")}/ingest/v1`, box.reporter.token);
  let bad = 0;
  while (bad < count && !client.closed) {
    for (let at = 1 + Math.floor(random() * mostItemsInARow); at > 0; at--, bad++) {
      const text = JSON.stringify({ id: `bad ${bad}`, ts: new Date().toISOString(), kind: "usage", payload: { mode: "delta", lines: [] } });
      client.socket.send(spoil(random, text));
    }
    for (const { text } of box.make(3)) client.send(text);
  }
  while (box.waiting.size > 0 && !client.closed) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    box.hear({ ack: client.acked.splice(0).filter((id) => box.waiting.has(id)) });
  }
  const ended = client.closed ? [`acknowledged ingest: ${client.closed.code} ${client.closed.reason}`] : [];
  client.socket.close();
  return { bad, ended };
}
