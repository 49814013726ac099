import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Asks on the terminal and shows nothing of what is typed. The question goes to stderr: stdout is for the result. */
export async function askHidden(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true, historySize: 0 });
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  process.stderr.write(question);
  try {
    return await lines.question("");
  } finally {
    lines.close();
    process.stderr.write("\n");
  }
}
