import { group } from "../metric.ts";

/** Every host that a process of ours runs on, as its first process sees it. */
export const system = group({
  name: "system",
  title: "Hosts",
  label: "host",
  metrics: {
    cpuUsagePercent: { title: "CPU in use", unit: "percent" },
    memoryUsedBytes: { title: "Memory in use", unit: "bytes" },
    memoryTotalBytes: { title: "Memory", unit: "bytes" },
    memoryUsagePercent: { title: "Memory in use", unit: "percent" },
    diskUsedBytes: { title: "Disk of the data folder in use", unit: "bytes" },
    diskTotalBytes: { title: "Disk of the data folder", unit: "bytes" },
    diskUsagePercent: { title: "Disk of the data folder in use", unit: "percent" },
    uptimeSeconds: { title: "Time since the host started", unit: "seconds" },
    loadAverage1: { title: "Load, 1 min", unit: "load" },
    loadAverage5: { title: "Load, 5 min", unit: "load" },
    loadAverage15: { title: "Load, 15 min", unit: "load" },
  },
  async read(_ctx, processes) {
    const hosts = new Map(processes.toReversed().map(({ hostName, host }) => [hostName, host]));
    return [...hosts].map(([host, values]) => ({ labels: { host }, values }));
  },
});
