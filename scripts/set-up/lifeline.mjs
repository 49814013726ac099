import { Socket } from "node:net";

// Loaded into whatever runNode starts. fd 3 is a pipe from the launcher: when it ends, the launcher was killed and
// nobody would ever stop us, so we stop as if we had been told to.
const lifeline = new Socket({ fd: 3 });
lifeline.on("error", () => {});
lifeline.on("close", () => process.kill(process.pid, "SIGTERM"));
lifeline.resume();
lifeline.unref();
