import { z } from "zod";
import type { Reporter, Town } from "./town.ts";

/** One native report, and what became of it. */
export interface Batch {
  reporter: Reporter;
  id: string;
  body: string;
  lines: number;
  /** What the sender reckons: raw and billed bytes of all its lines. */
  raw: bigint;
  billed: bigint;
  /** Milliseconds of this process's clock. */
  sentAt: number;
  acknowledgedAt: number | undefined;
}

const Answer = z.object({ accepted: z.number().int(), duplicates: z.number().int(), rejected: z.array(z.unknown()) });
const largestBytes = 1_000_000;

/** A report with a line for every user. */
export function newBatch(town: Town, reporter: Reporter, random: () => number): Batch {
  let [raw, billed] = [0n, 0n];
  const lines = town.uids.map((uid) => {
    const bytes = [Math.floor(random() * largestBytes), Math.floor(random() * largestBytes)].map(BigInt);
    for (const each of bytes) {
      raw += each;
      billed += roundHalfUp(each, reporter.factor);
    }
    return { uid, nodeClientId: reporter.clientId, upload: Number(bytes[0]), download: Number(bytes[1]) };
  });
  const id = crypto.randomUUID();
  const body = JSON.stringify({ batchId: id, mode: "delta", lines });
  return { reporter, id, body, lines: lines.length, raw, billed, sentAt: performance.now(), acknowledgedAt: undefined };
}

/** What a factor of at most three decimals makes of raw bytes. */
export function roundHalfUp(raw: bigint, factor: string): bigint {
  const [whole = "0", fraction = ""] = factor.split(".");
  return (raw * BigInt(whole + fraction.padEnd(3, "0")) + 500n) / 1_000n;
}

/** Sends a report once. @throws when it was not acknowledged whole */
export async function sendBatch(url: string, { reporter, body, lines }: Batch): Promise<"stored" | "duplicate"> {
  const answer = Answer.parse(await post(`${url}/api/v1/agent/usage`, reporter.token, body));
  if (answer.accepted === lines && answer.duplicates === 0) return "stored";
  if (answer.accepted === 0 && answer.duplicates === lines) return "duplicate";
  throw new Error(`A report of ${lines} lines was answered ${JSON.stringify(answer)}`);
}

export async function sendHeartbeat(url: string, { token }: Reporter): Promise<void> {
  await post(`${url}/api/v1/agent/heartbeat`, token, "{}");
}

async function post(url: string, token: string, body: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
