import { z } from "zod";
import { streamedOperation } from "#lib/auth/operation";
import type { Database } from "#lib/core/database";
import { DomainError } from "#lib/core/errors";
import { microsOf, readMicros } from "#lib/telemetry/micros";
import { nextPageSize } from "#lib/telemetry/next-page-size";
import { type LogQuery, type LogRow, readLogs } from "../internal/read-logs.ts";
import { jsonList } from "./json-list.ts";
import { Log, LogsInput } from "./shapes.ts";

const dayMicros = 86_400_000_000n;

/**
 * `GET /nodes/logs`: messages of a peer, newest first by its own clock; none of a peer that is not known.
 * @throws DomainError validation_failed naming `start_time` when it is after the end
 */
export const originalLogs = streamedOperation(
  {
    name: "originalLogs",
    summary: "Messages of a chain node as they came, newest first",
    policy: "telemetry:read",
    input: LogsInput,
    output: z.array(Log),
  },
  ({ db, now }, { peer_id: peerId, msg, target, limit, start_time: start, end_time: end }) => {
    // Both are excluded: the first that counts is the microsecond after the start.
    const to = (end === undefined ? undefined : readMicros(end, true)) ?? microsOf(now);
    const from = ((start === undefined ? undefined : readMicros(start)) ?? to - dayMicros) + 1n;
    if (from > to + 1n) {
      const detail = "must not be after end_time";
      throw new DomainError("validation_failed", `start_time: ${detail}`, {
        errors: [{ path: "start_time", code: "out_of_range", detail }],
      });
    }
    return jsonList(logPages(db, { peerId, msg, target, range: { from, to } }, limit));
  },
);

async function* logPages(db: Database, query: LogQuery, limit: number) {
  const read = { rows: 0, bytes: 0 };
  const pages = readLogs(db, query, { sizeOf: () => nextPageSize(limit - read.rows, read), whole: true });
  for await (const rows of pages) {
    read.rows += rows.length;
    for (const { logs } of rows) read.bytes += logs.length;
    yield rows.map(lineOf);
    if (read.rows >= limit) return;
  }
}

/** The frame is JSON text already, and stays what the node wrote. */
function lineOf({ ip_addr, peer_id, msg, created_at, logs }: LogRow): string {
  return `${JSON.stringify({ ip_addr, peer_id, msg, created_at }).slice(0, -1)},"logs":${logs}}`;
}
