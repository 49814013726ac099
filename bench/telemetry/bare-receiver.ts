import { createServer } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";

/** As every receiver must, it stops reading when the database is behind: else it would measure its own memory. */
const mostWaiting = 8_192;
const batchRows = 1_024;
const windowMs = 100;

interface Receiver<Row> {
  /** Says `stored` when so many are. */
  wanted: number;
  /** A message's text as the row that is stored. */
  rowOf(text: string): Row;
  /** Stores some of those that wait, and takes them away. Answers how many. */
  store(waiting: Row[]): Promise<number>;
}

/** The least that receiving messages into batches of 1,024 or 100 ms can cost, for the peers of the bench. Says `port <n>`. */
export function receive<Row>({ wanted, rowOf, store }: Receiver<Row>): void {
  const waiting: Row[] = [];
  const sockets = new Set<WebSocket>();
  let isWriting = false;
  let isPaused = false;
  let timer: NodeJS.Timeout | undefined;
  let stored = 0;

  const pause = (isWanted: boolean) => {
    if (isWanted === isPaused) return;
    isPaused = isWanted;
    for (const socket of sockets) isWanted ? socket.pause() : socket.resume();
  };
  const writeSoon = () => {
    if (waiting.length >= batchRows) void write();
    else if (waiting.length > 0) timer ??= setTimeout(write, windowMs);
  };
  const write = async () => {
    if (isWriting || waiting.length === 0) return;
    isWriting = true;
    clearTimeout(timer);
    timer = undefined;
    stored += await store(waiting);
    isWriting = false;
    pause(waiting.length >= mostWaiting);
    if (stored === wanted) process.stdout.write("stored\n");
    writeSoon();
  };

  const server = createServer();
  new WebSocketServer({ server, perMessageDeflate: false, skipUTF8Validation: true }).on("connection", (socket) => {
    sockets.add(socket);
    socket.on("message", (data: Buffer) => {
      waiting.push(rowOf(data.toString()));
      if (waiting.length >= mostWaiting) pause(true);
      writeSoon();
    });
  });
  server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () => {
    const address = server.address();
    if (address && typeof address === "object") process.stdout.write(`port ${address.port}\n`);
  });
}
