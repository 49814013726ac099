import { SMTPServer } from "smtp-server";

export interface Mail {
  /** Milliseconds of this process's clock. */
  at: number;
  /** Stable over repeated deliveries of the same mail. */
  id: string;
  subject: string;
  source: string;
}

export interface Mailbox {
  port: number;
  mails: Mail[];
  close(): Promise<void>;
}

/** A real mail server on loopback that takes everything and keeps it; on a free port unless one is given. */
export async function openMailbox(onPort = 0): Promise<Mailbox> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      let source = "";
      stream.setEncoding("utf8");
      stream.on("data", (chunk: string) => {
        source += chunk;
      });
      stream.on("end", () => {
        mails.push({ at: performance.now(), id: headerOf(source, "Message-ID"), subject: headerOf(source, "Subject"), source });
        done(null);
      });
    },
  });
  // A client that was killed in the middle of a mail is nobody's error.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(onPort, "127.0.0.1", resolve));
  const address = server.server.address();
  if (!address || typeof address === "string") throw new Error("No port");
  return { port: address.port, mails, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** A header with its folded lines joined. */
function headerOf(source: string, name: string): string {
  const found = new RegExp(`^${name}:((?:.*(?:\\r?\\n[ \\t])?)*)`, "im").exec(source.split(/\r?\n\r?\n/, 1)[0] ?? "");
  return (found?.[1] ?? "").replaceAll(/\r?\n[ \t]/g, " ").trim();
}
