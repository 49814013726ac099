import { once } from "node:events";
import { connect, createServer } from "node:net";
import { isMainThread, parentPort, Worker } from "node:worker_threads";

// Says its process id and the signals it gets, and stays until SIGTERM. SIGHUP: begins a thread, ends it, and talks to itself.
if (isMainThread) {
  process.stdout.write(`${process.pid}\n`);
  process.on("SIGINT", () => process.stdout.write("SIGINT\n"));
  process.on("SIGHUP", async () => {
    const worker = new Worker(new URL(import.meta.url));
    await once(worker, "message");
    await worker.terminate();
    const server = createServer((socket) => socket.end("heard")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const [words] = await once(connect(server.address().port, "127.0.0.1"), "data");
    process.stdout.write(`thread ended, ${words}\n`);
  });
  process.on("SIGTERM", () => process.exit(7));
} else parentPort.postMessage("begun");
setInterval(() => {}, 1_000);
