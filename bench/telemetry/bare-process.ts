import pg from "pg";
import { z } from "zod";
import { receive } from "./bare-receiver.ts";
import { copyText } from "./copy-text.ts";

/**
 * The peer: the least that receiving, parsing and committing messages can cost. No checks, no nodes, no counts, no index but
 * BRIN; the text goes into the database as it came. Says `port <n>` and, when so many rows are committed, `stored`.
 */
const { url, rows: wanted } = z.object({ url: z.string(), rows: z.number() }).parse(JSON.parse(process.argv[2] ?? "{}"));
const client = new pg.Client({ connectionString: url });
await client.connect();

receive<string>({
  wanted,
  rowOf(text) {
    const { payload, ts } = JSON.parse(text) as { payload: { msg: string }; ts: string };
    return `${payload.msg}\t${ts}\t${new Date().toISOString()}\t${text.replaceAll("\\", "\\\\")}\n`;
  },
  async store(waiting) {
    const lines = waiting.splice(0);
    await copyText(client, "copy bare_log (msg, created_at, received_at, logs) from stdin", lines.join(""));
    return lines.length;
  },
});
