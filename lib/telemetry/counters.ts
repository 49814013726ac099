import { singleton } from "#lib/core/singleton";
import { emptyHistogram, type Histogram } from "#lib/telemetry/histogram";

/**
 * Why a message that came was not kept. The first five are what reading a frame says (`DropReason`); `too_many_ids`: it
 * named one node more than a socket may carry; `unstorable`: PostgreSQL refused this very row.
 */
export const dropReasons = ["bad_utf8", "bad_json", "too_deep", "bad_envelope", "bad_ts", "too_many_ids", "unstorable"] as const;
export type CountedDrop = (typeof dropReasons)[number];

/** Upper edges of a batch's size, messages. */
export const batchSizeEdges = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384] as const;
/** Upper edges of the time from the first message of a batch to its commit, seconds. */
export const saveLatencyEdges = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60] as const;

/**
 * What this process did with telemetry since it started. At any moment between two events
 * `received = stored + all of dropped + inFlight`: the sockets count what comes and what they drop, the sink the rest.
 */
export interface TelemetryCounters {
  /** Messages, text and binary, that came whole. */
  received: number;
  /** Of the same, bytes. */
  receivedBytes: number;
  /** Committed. */
  stored: number;
  readonly dropped: Record<CountedDrop, number>;
  /** Taken by the sink, and neither stored nor dropped yet. */
  inFlight: number;
  /** Sockets of nodes that were opened, and those of them that ended. */
  socketsOpened: number;
  socketsClosed: number;
  /** Requests for a socket that were refused. */
  socketsRefused: number;
  /** Readers of `/feed` that came, and those of them that went. */
  feedsOpened: number;
  feedsClosed: number;
  /** Of committed batches. */
  readonly batchSizes: Histogram;
  readonly saveLatencies: Histogram;
  /** What cannot be counted but only looked at. Null in a process that takes no telemetry. */
  look: (() => IngestState) | null;
}

/** The buffer of a process at one moment. */
export interface IngestState {
  bufferedBytes: number;
  bufferLimitBytes: number;
  /** How long the oldest message has waited to be stored, ms; null when none waits. */
  oldestUnsavedMs: number | null;
}

/** One for the process, though Next's bundle has its own copy of this file. */
export function telemetryCounters(): TelemetryCounters {
  return singleton("telemetry-counters", newTelemetryCounters);
}

/** All at zero. */
export function newTelemetryCounters(): TelemetryCounters {
  return {
    received: 0,
    receivedBytes: 0,
    stored: 0,
    dropped: Object.fromEntries(dropReasons.map((reason) => [reason, 0])) as Record<CountedDrop, number>,
    inFlight: 0,
    socketsOpened: 0,
    socketsClosed: 0,
    socketsRefused: 0,
    feedsOpened: 0,
    feedsClosed: 0,
    batchSizes: emptyHistogram(batchSizeEdges),
    saveLatencies: emptyHistogram(saveLatencyEdges),
    look: null,
  };
}
