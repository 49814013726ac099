import { Socket } from "node:net";
import { isMainThread } from "node:worker_threads";

// Loaded into whatever startNode starts. fd 3 is a pipe from the launcher: when it ends, the launcher was killed and
// nobody would ever stop us, so we stop as if we had been told to. Threads load it too, but one that ends takes nobody with it.
if (isMainThread) {
  const lifeline = new Socket({ fd: 3 });
  lifeline.on("error", () => {});
  lifeline.on("close", () => process.kill(process.pid, "SIGTERM"));
  lifeline.resume();
  lifeline.unref();
}

// Not for our own children, whose fd 3 is something else.
const at = process.execArgv.indexOf(import.meta.url);
if (at > 0) process.execArgv.splice(at - 1, 2);
