import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { group, only } from "../metric.ts";

const Row = z.object({ total: column.count, connected: column.count });

/** Chain nodes and what they send, over all processes that take it; unknown where none does. */
export const telemetry = group({
  name: "telemetry",
  title: "Telemetry",
  label: null,
  metrics: {
    nodes: { title: "Chain nodes", unit: "count" },
    nodesConnected: { title: "Connected", unit: "count" },
    connectedSockets: { title: "Sockets of nodes", unit: "count" },
    feedReaders: { title: "Readers of the feed", unit: "count" },
    messageRate: { title: "Messages", unit: "per_second" },
    droppedRate: { title: "Messages dropped", unit: "per_second" },
    bytesPerSecond: { title: "Bytes of messages", unit: "bytes_per_second" },
    bufferedBytes: { title: "Waiting to be stored", unit: "bytes" },
    bufferUsagePercent: { title: "Fullest buffer in use", unit: "percent" },
    oldestUnsavedSeconds: { title: "Oldest message that waits", unit: "seconds" },
  },
  async read({ db }, processes) {
    const [row] = await db.rows(
      sql`select count(*) as total, count(*) filter (where disconnected_at is null) as connected from telemetry_node`,
      Row,
    );
    const samples = processes.flatMap(({ telemetry: sample }) => sample ?? []);
    const buffers = samples.flatMap(({ buffer }) => buffer ?? []);
    const windows = processes.flatMap(({ telemetryWindow }) => telemetryWindow ?? []);
    const sum = (values: readonly number[]) => (buffers.length === 0 ? null : values.reduce((total, each) => total + each, 0));
    return only({
      nodes: row?.total ?? null,
      nodesConnected: row?.connected ?? null,
      connectedSockets: sum(samples.map(({ socketsOpened, socketsClosed }) => socketsOpened - socketsClosed)),
      feedReaders: samples.length === 0 ? null : samples.reduce((total, each) => total + each.feedsOpened - each.feedsClosed, 0),
      messageRate: sum(windows.map(({ received, seconds }) => received / seconds)),
      droppedRate: sum(windows.map(({ dropped, seconds }) => dropped / seconds)),
      bytesPerSecond: sum(windows.map(({ receivedBytes, seconds }) => receivedBytes / seconds)),
      bufferedBytes: sum(buffers.map(({ bytes }) => bytes)),
      bufferUsagePercent: buffers.length === 0 ? null : Math.max(...buffers.map(({ bytes, limitBytes }) => (bytes / limitBytes) * 100)),
      oldestUnsavedSeconds: buffers.length === 0 ? null : Math.max(...buffers.map(({ oldestUnsavedMs }) => (oldestUnsavedMs ?? 0) / 1000)),
    });
  },
});
