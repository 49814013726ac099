import type { Database } from "#lib/core/database";
import type { Env } from "#lib/core/env";
import type { Log } from "#lib/core/log";
import { Batch, type Change } from "#lib/telemetry/batch";
import { batchSizeEdges, saveLatencyEdges, type TelemetryCounters } from "#lib/telemetry/counters";
import { observe } from "#lib/telemetry/histogram";
import type { TelemetryKeeper } from "#lib/telemetry/keep-telemetry";
import { closeConnection } from "#lib/telemetry/node-connection";
import { type NodesOfSender, recordMessage } from "#lib/telemetry/record-message";
import { chooseWindowMs } from "./choose-window.ts";
import type { IngestSink, NodeSocket } from "./node-sink.ts";
import { storeBatch } from "./store-batch.ts";

/** A collator carries two nodes; nobody carries more than this. */
const maxNodesOfSocket = 20;
/** While the database is slow, batches grow up to here: it takes a second for what one process gets in one. */
const maxBatchRows = 8_192;
const maxBatchBytes = 4 * 1024 * 1024;
/** Reading goes on when a quarter of the buffer is free again, so that sockets are not paused and resumed in turns. */
const roomAt = 0.75;
/** What a message costs in memory beside its bytes. */
const bytesOfRow = 64;

export interface SinkOptions {
  db: Database;
  log: Log;
  env: Pick<Env, "DB_BATCH_SIZE" | "DB_SAVE_LATENCY_MS" | "INGEST_BUFFER_MB">;
  counters: TelemetryCounters;
  keeper: TelemetryKeeper;
  /** `host:port` of this process, as connections remember it. */
  process: string;
  /** How long `close` waits for a database that is away. */
  closeWithinMs?: number;
  /** How long a batch waits for more, after the last write took so long. */
  windowMs?: (lastWriteMs: number, mostMs: number) => number;
}

/**
 * Takes messages into batches and stores them one after the other: a batch is due with three quarters of `DB_BATCH_SIZE` messages or so old, and what
 * comes while one is being written is the next. One at a time keeps the order, and two would share the same disk.
 */
export function createSink(options: SinkOptions): IngestSink {
  const { db, log, env, counters, keeper, closeWithinMs = 4_000, windowMs = chooseWindowMs } = options;
  const bufferLimit = env.INGEST_BUFFER_MB * 1024 * 1024;
  // With three quarters of a batch its fixed costs are a few per cent: whoever waits for the rest waits in vain.
  const dueRows = Math.ceil((env.DB_BATCH_SIZE * 3) / 4);
  const mostRows = Math.max(env.DB_BATCH_SIZE, maxBatchRows);
  const senders = new Map<NodeSocket, NodesOfSender>();
  const roomCallbacks: (() => void)[] = [];
  const waiting: Batch[] = [];
  const givenUp = new AbortController();
  let current = new Batch();
  let beganMs = 0;
  let lastWriteMs = 0;
  let bufferedBytes = 0;
  let wasFull = false;
  let isClosing = false;
  let timer: NodeJS.Timeout | undefined;
  let writing: { batch: Batch; done: Promise<void> } | undefined;

  const senderOf = (socket: NodeSocket): NodesOfSender => {
    const known = senders.get(socket);
    if (known) return known;
    const { socketId, address, audit } = socket;
    const made = { nodes: new Map(), sender: { socketId, address, audit, process: options.process, nodeServerId: null } };
    senders.set(socket, made);
    return made;
  };

  const isDue = () => isClosing || current.rows >= dueRows || performance.now() - beganMs >= windowMs(lastWriteMs, env.DB_SAVE_LATENCY_MS);

  /** Begins the next write, if none is under way and something is due. */
  const pump = () => {
    if (writing) return;
    const batch = waiting.shift() ?? (current.rows > 0 && isDue() ? rotate() : undefined);
    if (batch) writing = { batch, done: write(batch) };
    else if (current.rows > 0) arm();
  };

  const arm = () => {
    clearTimeout(timer);
    timer = setTimeout(pump, Math.max(1, Math.ceil(beganMs + windowMs(lastWriteMs, env.DB_SAVE_LATENCY_MS) - performance.now())));
  };

  const rotate = (): Batch => {
    clearTimeout(timer);
    const full = current;
    current = new Batch();
    return full;
  };

  const write = async (batch: Batch): Promise<void> => {
    const startedMs = performance.now();
    let orphans: Change[] = [];
    try {
      orphans = await storeBatch(
        {
          db,
          log,
          signal: givenUp.signal,
          onStored(count) {
            counters.stored += count;
            counters.inFlight -= count;
          },
          onUnattached: keeper.attach,
          onUnstorable() {
            counters.dropped.unstorable += 1;
            counters.inFlight -= 1;
          },
        },
        batch,
      );
      observe(counters.batchSizes, batchSizeEdges, batch.rows);
      observe(counters.saveLatencies, saveLatencyEdges, Math.max(0, Date.now() - batch.firstReceivedAtMs) / 1000);
    } catch (error) {
      log.error(
        { err: error, messages: counters.inFlight },
        "messages of telemetry that were taken are lost: the database did not come back in time",
      );
      waiting.length = 0;
      current = new Batch();
    }
    lastWriteMs = performance.now() - startedMs;
    bufferedBytes -= sizeOf(batch);
    batch.buffer.release();
    (waiting[0] ?? current).adopt(orphans);
    writing = undefined;
    pump();
    if (wasFull && bufferedBytes < bufferLimit * roomAt) {
      wasFull = false;
      for (const callback of roomCallbacks) callback();
    }
  };

  return {
    take(socket, message, _bytes, arrivedAtMs) {
      const from = senderOf(socket);
      if (from.nodes.size >= maxNodesOfSocket && !from.nodes.has(message.nodeId)) return "too_many_ids";
      const before = sizeOf(current);
      const { connection, ended } = recordMessage(current, from, message, arrivedAtMs);
      if (ended) keeper.present.ended(ended);
      keeper.present.apply(connection, message, arrivedAtMs);
      bufferedBytes += sizeOf(current) - before;
      counters.inFlight += 1;
      if (bufferedBytes >= bufferLimit) wasFull = true;
      if (current.rows === 1) {
        beganMs = performance.now();
        arm();
      }
      // Put to the others before the next write is chosen: a batch that only its bytes have filled is not due by itself.
      if (current.rows >= mostRows || current.bytes >= maxBatchBytes) waiting.push(rotate());
      if (current.rows >= dueRows || waiting.length > 0) pump();
      return "taken";
    },
    alive(socket, atMs) {
      for (const connection of senders.get(socket)?.nodes.values() ?? []) connection.lastSeenAtMs = atMs;
    },
    closed(socket, reason, atMs) {
      const from = senders.get(socket);
      senders.delete(socket);
      for (const connection of from?.nodes.values() ?? []) {
        closeConnection(connection, reason, atMs);
        keeper.present.ended(connection);
      }
    },
    bufferedBytes: () => bufferedBytes,
    isFull: () => bufferedBytes >= bufferLimit,
    onRoom: (callback) => void roomCallbacks.push(callback),
    oldestUnsavedMs() {
      const oldest = writing?.batch ?? waiting[0] ?? current;
      return oldest.rows === 0 ? null : Math.max(0, Date.now() - oldest.firstReceivedAtMs);
    },
    async close() {
      isClosing = true;
      const giveUp = setTimeout(() => givenUp.abort(), closeWithinMs);
      pump();
      while (writing) await writing.done;
      clearTimeout(giveUp);
      await keeper.close();
    },
  };
}

function sizeOf(batch: Batch): number {
  return batch.bytes + batch.rows * bytesOfRow;
}
