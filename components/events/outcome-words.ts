import type { DeliveryDetail } from "#lib/notifications/schema";

/** What came of a test, in one line. */
export function outcomeWords({ state, log, lastError }: Pick<DeliveryDetail, "state" | "log" | "lastError">): {
  tone: "ok" | "bad";
  text: string;
} {
  if (state !== "sent") return { tone: "bad", text: `The test failed: ${lastError ?? "no answer"}` };
  const last = log.at(-1);
  const status = last?.statusCode ? ` with ${last.statusCode}` : "";
  const took = last?.durationMs === undefined || last.durationMs === null ? "" : ` after ${last.durationMs.toLocaleString("en")} ms`;
  return { tone: "ok", text: `The test arrived: answered${status}${took}` };
}
