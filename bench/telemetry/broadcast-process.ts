import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocketServer } from "ws";
import { z } from "zod";
import { messageText } from "./frames.ts";

/**
 * The peer: one broadcast per message to everybody who is there, as simple as it can be. Says `port <n>`, begins at a line on
 * stdin, and says `done` after so many broadcasts.
 */
const { broadcasts } = z.object({ broadcasts: z.number() }).parse(JSON.parse(process.argv[2] ?? "{}"));
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () => {
  const address = server.address();
  if (address && typeof address === "object") process.stdout.write(`port ${address.port}\n`);
});
process.stdin.once("data", async () => {
  for (let number = 0; number < broadcasts; number++) {
    const text = messageText(1, number, new Date().toISOString());
    for (const socket of sockets.clients) socket.send(text);
    // Until it is written: what is queued costs later.
    while ([...sockets.clients].some(({ bufferedAmount }) => bufferedAmount > 0)) await pause(5);
  }
  process.stdout.write("done\n");
});
