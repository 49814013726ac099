import { createHash } from "node:crypto";
import type { Context } from "#lib/auth/context";
import { DomainError } from "#lib/core/errors";
import { checkModMuEntry, checkUniProxyEntry } from "#lib/usage/check-panel-line";
import type { Checked, LineRejection, ReportLine } from "#lib/usage/line";
import { parseExact } from "#lib/usage/parse-exact";
import { type ReceivedReport, receiveReport } from "#lib/usage/receive-report";

/** More than any node serves. A report that could not be stored within a query's time would come again for ever. */
export const maxPanelLines = 50_000;

/**
 * UniProxy `push`: `{ "<uid>": [upload, download] }`, bytes since the last success. Malformed entries are skipped,
 * counted and named in the report's row.
 * @throws DomainError malformed_json; unprocessable when the body is not an object; body_too_large for too many entries
 */
export async function receiveUniProxyPush(ctx: Context, nodeServerId: number, text: string): Promise<ReceivedReport | null> {
  const body = parseExact(text);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new DomainError("unprocessable", 'A push must be an object {"<uid>": [upload, download]}');
  const entries = Object.entries(body);
  assertStorable(entries.length);
  const checked = entries.map(([uid, value], index) => checkUniProxyEntry(uid, value, index, ctx.now));
  return receive(ctx, { nodeServerId, protocol: "uniproxy", text, checked });
}

/**
 * mod_mu `users/traffic`: `{ "data": [{ user_id, u, d }] }`.
 * @throws DomainError malformed_json; unprocessable when there is no such list; body_too_large for too many entries
 */
export async function receiveModMuTraffic(ctx: Context, nodeServerId: number, text: string): Promise<ReceivedReport | null> {
  const body = parseExact(text);
  const data = typeof body === "object" && body !== null && "data" in body ? body.data : undefined;
  if (!Array.isArray(data)) throw new DomainError("unprocessable", 'Traffic must be {"data": [{"user_id", "u", "d"}]}');
  assertStorable(data.length);
  const checked = data.map((value: unknown, index) => checkModMuEntry(value, index, ctx.now));
  return receive(ctx, { nodeServerId, protocol: "mod_mu", text, checked });
}

function assertStorable(count: number): void {
  if (count > maxPanelLines) throw new DomainError("body_too_large", `A report may have at most ${maxPanelLines} lines, not ${count}`);
}

interface PanelReport {
  nodeServerId: number;
  protocol: "uniproxy" | "mod_mu";
  text: string;
  checked: Checked<ReportLine>[];
}

/** An empty report is a sign of life and nothing else: null. */
async function receive(ctx: Context, report: PanelReport): Promise<ReceivedReport | null> {
  if (report.checked.length === 0) return null;
  const { lines, rejected } = splitChecked(report.checked);
  const bodyHash = createHash("sha256").update(report.text).digest();
  return receiveReport(ctx, { nodeServerId: report.nodeServerId, protocol: report.protocol, bodyHash, batchKey: null, lines, rejected });
}

/** Good lines and the named bad ones of a report. */
export function splitChecked(checked: readonly Checked<ReportLine>[]): { lines: ReportLine[]; rejected: LineRejection[] } {
  const lines: ReportLine[] = [];
  const rejected: LineRejection[] = [];
  checked.forEach((line, index) => {
    if (line.ok) lines.push(line.value);
    else rejected.push({ index, code: line.code, detail: line.detail });
  });
  return { lines, rejected };
}
