import { setTimeout as sleep } from "node:timers/promises";
import { countOutcomes } from "#lib/ingest/counters";
import type { IngestNode } from "#lib/ingest/ingest-node";
import { nextBatch } from "#lib/ingest/next-batch";
import type { ItemEnvelope } from "#lib/ingest/read-message";
import type { ItemOutcome } from "#lib/ingest/store-items";

/** Whoever sent items and hears what became of them. */
export interface ItemSender {
  node: IngestNode;
  answer(items: readonly ItemEnvelope[], outcomes: readonly ItemOutcome[]): void;
}

export interface ItemQueue {
  push(sender: ItemSender, items: readonly ItemEnvelope[]): void;
  bufferedBytes(): number;
  /** Too much waits: nobody should be read until `onTurn` tells that there is room. */
  isFull(): boolean;
  /** Takes nothing more, stores what waits, and gives back as not stored what is left after that time. */
  close(withinMs: number): Promise<void>;
}

export interface QueueOptions {
  receive(node: IngestNode, items: readonly ItemEnvelope[]): Promise<ItemOutcome[]>;
  /** What may wait, bytes. There is room again when it is half of that. */
  limitBytes: number;
  /** It became full, or has room again. */
  onTurn(): void;
  /** Transactions at the same time; the pool's other connections are for the reports of others. */
  mostAtOnce?: number;
  /** After a batch that the database did not answer, ms: whoever sends again at once waits here. */
  pauseMs?: number;
}

type Waiting = ItemEnvelope & { sender: ItemSender };

/** Items of one token, in the order in which they came. */
interface Line {
  node: IngestNode;
  waiting: Waiting[];
}

/** What an item takes in memory beside its payload, roughly. */
const itemBytes = 500;

/** What items take in memory, roughly. */
export function sizeOfAll(items: readonly ItemEnvelope[]): number {
  return items.reduce((sum, { payload }) => sum + payload.length + itemBytes, 0);
}

/**
 * The items of all sockets of a process. Those of one server are stored one transaction after the other, however many sockets it
 * has (the ledger would make them wait anyway, each with a connection in its hand); while one is stored the next gathers. Servers take
 * turns.
 */
export function itemQueue({ receive, limitBytes, onTurn, mostAtOnce = 3, pauseMs = 500 }: QueueOptions): ItemQueue {
  /** Every line with something in it or under way. */
  const lines = new Map<string, Line>();
  /** Those whose turn comes. */
  const ready: Line[] = [];
  const closing = Promise.withResolvers<void>();
  const running = new Set<Promise<void>>();
  let bufferedBytes = 0;
  let isFull = false;
  let isClosed = false;

  const fill = (bytes: number) => {
    bufferedBytes += bytes;
    const isFullNow = bufferedBytes > (isFull ? limitBytes / 2 : limitBytes);
    if (isFullNow === isFull) return;
    isFull = isFullNow;
    onTurn();
  };

  const take = (line: Line): Waiting[] => {
    const batch = nextBatch(line.waiting);
    line.waiting.splice(0, batch.length);
    return batch;
  };

  const tell = (batch: readonly Waiting[], outcomes: readonly ItemOutcome[]) => {
    fill(-sizeOfAll(batch));
    for (const sender of new Set(batch.map((item) => item.sender))) {
      const own = batch.flatMap((item, index) => (item.sender === sender ? [index] : []));
      sender.answer(
        own.flatMap((index) => batch[index] ?? []),
        own.flatMap((index) => outcomes[index] ?? []),
      );
    }
  };

  const turn = async (line: Line) => {
    const batch = take(line);
    const outcomes = await receive(line.node, batch);
    tell(batch, outcomes);
    const isAway = outcomes.some((outcome) => outcome.status === "refused" && outcome.code === "database_unavailable");
    if (isAway) await Promise.race([sleep(pauseMs, undefined, { ref: false }), closing.promise]);
    if (line.waiting.length > 0) ready.push(line);
    else lines.delete(keyOf(line.node));
  };

  const serve = () => {
    while (running.size < mostAtOnce) {
      const line = ready.shift();
      if (!line) return;
      const work: Promise<void> = turn(line).finally(() => {
        running.delete(work);
        serve();
      });
      running.add(work);
    }
  };

  return {
    push(sender, items) {
      if (isClosed) return sender.answer(items, giveBack(items));
      if (items.length === 0) return;
      const key = keyOf(sender.node);
      const known = lines.get(key);
      const line = known ?? { node: sender.node, waiting: [] };
      for (const item of items) line.waiting.push({ ...item, sender });
      fill(sizeOfAll(items));
      if (known) return;
      lines.set(key, line);
      ready.push(line);
      serve();
    },
    bufferedBytes: () => bufferedBytes,
    isFull: () => isFull,
    async close(withinMs) {
      isClosed = true;
      closing.resolve();
      const endsAt = performance.now() + withinMs;
      while (running.size > 0 && performance.now() < endsAt) await Promise.race([...running, sleep(withinMs, undefined, { ref: false })]);
      ready.length = 0;
      // Taken out of their lines: a transaction that ends later finds nothing to go on with.
      const left = [...lines.values()].flatMap(({ waiting }) => waiting.splice(0));
      tell(left, giveBack(left));
      lines.clear();
    },
  };
}

/** One token is one server; after a change of token the old one's items wait in a line of their own. */
function keyOf({ tokenHash }: IngestNode): string {
  return Buffer.from(tokenHash).toString("base64");
}

/** Of each item that it is not stored, and counts them: what is stored is counted by whoever stores it. */
function giveBack(items: readonly ItemEnvelope[]): ItemOutcome[] {
  const outcomes = items.map(
    (): ItemOutcome => ({
      status: "refused",
      code: "shutting_down",
      retry: true,
      reason: "this process is stopping: send it again, to the next",
    }),
  );
  countOutcomes(outcomes);
  return outcomes;
}
