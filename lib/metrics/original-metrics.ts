import { loadavg } from "node:os";
import type { Metric } from "prom-client";
import { describedMetric } from "./described-metric.ts";
import type { HostMemory } from "./host-memory.ts";
import type { ProcessSample } from "./process-sample.ts";

/** What the answering host has of memory, and of load over 1, 5 and 15 min; null: its system does not tell. */
export interface HostFigures {
  memory: HostMemory;
  load: readonly number[] | null;
}

type Figure = [name: string, help: string, type: "gauge" | "untyped", value: number | null];

/**
 * The metrics of the original analytics server under its names, so that dashboards for it go on: sums over all processes,
 * and the host that answers. Untyped where the name says what Prometheus does not allow for its type.
 */
export function originalMetrics(processes: readonly Pick<ProcessSample, "telemetry" | "traffic">[], host: HostFigures): Metric[] {
  return figuresOf(processes, host).map(([name, help, type, value]) =>
    describedMetric({ name, help, type, values: [{ labels: {}, value: value ?? Number.NaN }] }),
  );
}

function figuresOf(processes: readonly Pick<ProcessSample, "telemetry" | "traffic">[], { memory, load }: HostFigures): Figure[] {
  const telemetry = processes.flatMap((each) => each.telemetry ?? []);
  const traffic = processes.flatMap((each) => each.traffic ?? []);
  const sum = <T>(of: readonly T[], pick: (one: T) => number) => of.reduce((total, one) => total + pick(one), 0);
  const kib = (bytes: number | undefined) => (bytes === undefined ? null : Math.round(bytes / 1024));
  return [
    ["substrate_message_count", "Messages of nodes, text and binary", "untyped", sum(telemetry, ({ received }) => received)],
    ["substrate_bytes_received", "Bytes of these messages", "untyped", sum(telemetry, ({ receivedBytes }) => receivedBytes)],
    ["nodes_connected_count", "Sockets of nodes that were opened", "untyped", sum(telemetry, ({ socketsOpened }) => socketsOpened)],
    ["nodes_dropped_count", "Sockets of nodes that ended", "untyped", sum(telemetry, ({ socketsClosed }) => socketsClosed)],
    [
      "current_substrate_connections",
      "Sockets of nodes that are open",
      "gauge",
      sum(telemetry, ({ socketsOpened, socketsClosed }) => socketsOpened - socketsClosed),
    ],
    [
      "current_feed_connections",
      "Readers of the feed",
      "gauge",
      sum(telemetry, ({ feedsOpened, feedsClosed }) => feedsOpened - feedsClosed),
    ],
    ["feeds_connected", "Readers of the feed that came", "untyped", sum(telemetry, ({ feedsOpened }) => feedsOpened)],
    ["feeds_disconnected", "Readers of the feed that went", "untyped", sum(telemetry, ({ feedsClosed }) => feedsClosed)],
    ["requests", "Requests over HTTP, those for metrics left out", "untyped", sum(traffic, ({ requests }) => requests)],
    ["bytes_received", "Bytes that came through the port", "untyped", sum(traffic, ({ bytesReceived }) => bytesReceived)],
    ["bytes_sent", "Bytes that went through the port", "untyped", sum(traffic, ({ bytesSent }) => bytesSent)],
    ["load_avg_one", "Load of the answering host, 1 min", "gauge", load?.[0] ?? null],
    ["load_avg_five", "Load of the answering host, 5 min", "gauge", load?.[1] ?? null],
    ["load_avg_fifteen", "Load of the answering host, 15 min", "gauge", load?.[2] ?? null],
    ["total_mem", "Memory of the answering host, KiB", "gauge", kib(memory.totalBytes)],
    ["used_mem", "Memory in use of the answering host, KiB", "gauge", kib(memory.totalBytes - memory.availableBytes)],
    ["total_swap", "Swap of the answering host, KiB", "gauge", kib(memory.swap?.totalBytes)],
    ["used_swap", "Swap in use of the answering host, KiB", "gauge", kib(memory.swap?.usedBytes)],
  ];
}

/** Null on Windows, which has no such thing. */
export function hostLoad(): readonly number[] | null {
  return process.platform === "win32" ? null : loadavg();
}
