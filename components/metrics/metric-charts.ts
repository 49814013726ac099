/** One chart: metrics of one unit, drawn together. */
export interface MetricChart {
  title: string;
  metrics: readonly string[];
}

/** The charts of the page by its parts, in order. The titles of lines are those of the metrics. */
export const chartGroups = {
  hosts: [
    { title: "CPU of hosts", metrics: ["system.cpuUsagePercent"] },
    { title: "Memory and disk of hosts", metrics: ["system.memoryUsagePercent", "system.diskUsagePercent"] },
    { title: "Load of hosts", metrics: ["system.loadAverage1", "system.loadAverage15"] },
    { title: "Memory of processes", metrics: ["process.residentBytes"] },
    { title: "Event loop delay of processes", metrics: ["process.eventLoopDelayMs"] },
    { title: "Database connections of processes", metrics: ["process.databaseConnections"] },
  ],
  api: [
    { title: "Requests", metrics: ["api.requestRate", "api.errorRate"] },
    { title: "Latency", metrics: ["api.latencyMsP50", "api.latencyMsP95", "api.latencyMsP99"] },
    { title: "Live connections", metrics: ["realtime.connectedSockets"] },
  ],
  fleet: [
    { title: "Node servers", metrics: ["fleet.serversOnline", "fleet.serversOffline", "fleet.serversInMaintenance"] },
    { title: "Users online", metrics: ["fleet.onlineUsers"] },
    { title: "Traffic", metrics: ["usage.rawBytesPerSecond", "usage.billedBytesPerSecond"] },
    { title: "Alerts that fire", metrics: ["alerts.firingCritical", "alerts.firingWarning", "alerts.firingInfo"] },
  ],
  telemetry: [
    { title: "Chain nodes", metrics: ["telemetry.nodesConnected", "telemetry.nodes"] },
    { title: "Messages of chain nodes", metrics: ["telemetry.messageRate", "telemetry.droppedRate"] },
    { title: "Bytes of messages", metrics: ["telemetry.bytesPerSecond"] },
    { title: "Sockets of chain nodes", metrics: ["telemetry.connectedSockets", "telemetry.feedReaders"] },
    { title: "Waiting to be stored", metrics: ["telemetry.bufferedBytes"] },
    { title: "Oldest message that waits", metrics: ["telemetry.oldestUnsavedSeconds"] },
  ],
  queues: [
    { title: "Billing events", metrics: ["packages.queuedEvents", "packages.deadEvents"] },
    { title: "Messages", metrics: ["notifications.waiting", "notifications.dead"] },
    { title: "Job runs", metrics: ["jobs.queued", "jobs.running", "jobs.failedLastHour"] },
    { title: "Longest wait of a job", metrics: ["jobs.oldestQueuedSeconds"] },
  ],
  appliances: [
    { title: "Capacity", metrics: ["storage.usedCapacityBytes", "storage.totalCapacityBytes"] },
    { title: "Tasks", metrics: ["tasks.pending", "tasks.running", "tasks.failed"] },
    { title: "SCST targets", metrics: ["scst.activeTargets", "scst.totalTargets"] },
    { title: "Tapes", metrics: ["tape.occupiedSlots", "vtl.loadedTapes", "vtl.activeDrives"] },
  ],
} as const satisfies Record<string, readonly MetricChart[]>;

export type ChartGroup = keyof typeof chartGroups;

export const groupOptions: readonly { value: ChartGroup; label: string }[] = [
  { value: "hosts", label: "Hosts" },
  { value: "api", label: "API" },
  { value: "fleet", label: "Fleet" },
  { value: "telemetry", label: "Telemetry" },
  { value: "queues", label: "Queues" },
  { value: "appliances", label: "Appliances" },
];
