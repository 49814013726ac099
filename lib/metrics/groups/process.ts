import { group } from "../metric.ts";

/** Every process of Fleetlight that was heard of in time. */
export const processGroup = group({
  name: "process",
  title: "Processes of Fleetlight",
  label: "process",
  metrics: {
    cpuUsagePercent: { title: "CPU of one core", unit: "percent" },
    residentBytes: { title: "Memory", unit: "bytes" },
    heapUsedBytes: { title: "Heap in use", unit: "bytes" },
    heapTotalBytes: { title: "Heap", unit: "bytes" },
    externalBytes: { title: "Memory outside the heap", unit: "bytes" },
    eventLoopDelayMs: { title: "Event loop delay, 99th percentile", unit: "milliseconds" },
    uptimeSeconds: { title: "Time since the process started", unit: "seconds" },
    connectedSockets: { title: "Connected browsers", unit: "count" },
    databaseConnections: { title: "Connections to the database", unit: "count" },
    databaseWaiting: { title: "Requests that wait for a connection", unit: "count" },
  },
  async read(_ctx, processes) {
    return processes.map(({ name, process: values }) => ({ labels: { process: name }, values }));
  },
});
