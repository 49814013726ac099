import { parseInput } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { checkNativeLine } from "#lib/usage/check-native-line";
import { believable } from "#lib/usage/line";
import { splitChecked } from "#lib/usage/receive-panel-report";
import type { IncomingReport } from "#lib/usage/receive-report";
import { NativeUsageInput } from "#lib/usage/schema";

/** A native report whose lines were checked one by one. */
export interface NativeReport extends IncomingReport {
  /** In lower case, as PostgreSQL writes a UUID. */
  batchId: string;
  /** Set where the lines are counters: of which boot. */
  countersOf: string | null;
}

export interface ReportEnvelope {
  nodeServerId: number;
  /** SHA-256 of the report as it was sent: tells a retry from another report under the same batch id. */
  bodyHash: Uint8Array;
  now: Date;
  /** How old a line may be, days. */
  keptDays: number;
  /** When lines without an `at` happened; now where that cannot be believed. */
  happenedAt?: Date;
}

/**
 * Reads the JSON value of a native report (`parseExact`).
 * @throws DomainError validation_failed naming the field
 */
export function readNativeReport(value: unknown, envelope: ReportEnvelope): NativeReport {
  const { nodeServerId, bodyHash, now, keptDays, happenedAt = now } = envelope;
  const input = parseInput(NativeUsageInput, value);
  const isCumulative = input.mode === "cumulative";
  if (isCumulative && input.bootId === undefined) {
    throw new DomainError("validation_failed", "bootId: cumulative counters need one", {
      errors: [{ path: "bootId", code: "required", detail: "Cumulative counters need a boot id" }],
    });
  }
  const { from, to } = believable(now, keptDays);
  const usualAt = happenedAt >= from && happenedAt <= to ? happenedAt : now;
  const { lines, rejected } = splitChecked(input.lines.map((line, index) => checkNativeLine(line, index, { now, keptDays, usualAt })));
  const countersOf = isCumulative ? (input.bootId ?? null) : null;
  const batchId = input.batchId.toLowerCase();
  return { nodeServerId, protocol: "native", bodyHash, batchKey: input.batchId, batchId, lines, rejected, countersOf };
}
