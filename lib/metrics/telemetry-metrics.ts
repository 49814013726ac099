import type { Metric } from "prom-client";
import { batchSizeEdges, dropReasons, saveLatencyEdges } from "#lib/telemetry/counters";
import type { TelemetrySample } from "#lib/telemetry/telemetry-sample";
import { describedHistogram, describedMetric } from "./described-metric.ts";

/** A process that takes telemetry, and its counters. */
export interface IngestProcess {
  name: string;
  sample: TelemetrySample;
}

type Figure = [name: string, help: string, type: "counter" | "gauge", pick: (sample: TelemetrySample) => number];

const figures: readonly Figure[] = [
  ["messages_received_total", "Messages of nodes that came", "counter", ({ received }) => received],
  ["received_bytes_total", "Bytes of these messages", "counter", ({ receivedBytes }) => receivedBytes],
  ["messages_stored_total", "Messages that are committed", "counter", ({ stored }) => stored],
  ["messages_in_flight", "Messages that are neither stored nor dropped yet", "gauge", ({ inFlight }) => inFlight],
  ["sockets_opened_total", "Sockets of nodes that were opened", "counter", ({ socketsOpened }) => socketsOpened],
  ["sockets_closed_total", "Sockets of nodes that ended", "counter", ({ socketsClosed }) => socketsClosed],
  ["sockets_refused_total", "Requests for a socket that were refused", "counter", ({ socketsRefused }) => socketsRefused],
  ["buffer_used_bytes", "What waits to be stored", "gauge", ({ buffer }) => buffer?.bytes ?? 0],
  ["buffer_limit_bytes", "What may wait before nodes are told to", "gauge", ({ buffer }) => buffer?.limitBytes ?? 0],
  ["oldest_unsaved_age_seconds", "How long the oldest message has waited", "gauge", ({ buffer }) => (buffer?.oldestUnsavedMs ?? 0) / 1000],
];

/**
 * Ingest of telemetry by process. Counters begin at zero with their process; at any moment received = stored + dropped +
 * in flight. Labels have as many values as there are processes that take telemetry, and reasons.
 */
export function telemetryMetrics(processes: readonly IngestProcess[]): Metric[] {
  const of = (pick: (sample: TelemetrySample) => number) =>
    processes.map(({ name, sample }) => ({ labels: { process: name }, value: pick(sample) }));
  const histogramOf = (pick: (sample: TelemetrySample) => TelemetrySample["batchSizes"]) =>
    processes.map(({ name, sample }) => ({ labels: { process: name }, ...pick(sample) }));
  return [
    ...figures.map(([name, help, type, pick]) => describedMetric({ name: `fleetlight_telemetry_${name}`, help, type, values: of(pick) })),
    describedMetric({
      name: "fleetlight_telemetry_messages_dropped_total",
      help: "Messages of nodes that were not kept, by reason",
      type: "counter",
      values: processes.flatMap(({ name, sample }) =>
        dropReasons.map((reason) => ({ labels: { process: name, reason }, value: sample.dropped[reason] ?? 0 })),
      ),
    }),
    describedHistogram({
      name: "fleetlight_telemetry_batch_messages",
      help: "Messages of a committed batch",
      edges: batchSizeEdges,
      series: histogramOf(({ batchSizes }) => batchSizes),
    }),
    describedHistogram({
      name: "fleetlight_telemetry_save_latency_seconds",
      help: "From the first message of a batch to its commit",
      edges: saveLatencyEdges,
      series: histogramOf(({ saveLatencies }) => saveLatencies),
    }),
  ];
}
