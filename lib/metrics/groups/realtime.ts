import { group, only } from "../metric.ts";

/** Browsers that listen, over all processes. */
export const realtime = group({
  name: "realtime",
  title: "Live connections",
  label: null,
  metrics: { connectedSockets: { title: "Connected browsers", unit: "count" } },
  async read(_ctx, processes) {
    const known = processes.flatMap(({ process }) => (process.connectedSockets === null ? [] : [process.connectedSockets]));
    return only({ connectedSockets: known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0) });
  },
});
