import { setTimeout as sleep } from "node:timers/promises";
import type { Town } from "../restore-drill/town.ts";
import type { Course } from "./course.ts";
import type { Item } from "./item.ts";
import { type Outbox, outbox } from "./outbox.ts";
import { sendByHttp } from "./send-by-http.ts";
import { sendBySocket } from "./send-by-socket.ts";

export interface Refusal {
  status: number;
  tookMs: number;
  retryAfter: string | null;
}

export interface Senders {
  /** Everything that was ever made. */
  items(): Item[];
  acknowledgements(): number;
  /** The moment of the next acknowledgement. @throws after `withinMs` without one */
  nextAcknowledgement(withinMs: number): Promise<number>;
  /** Moments of all acknowledgements, in order. */
  acknowledgedAt: number[];
  closedSockets: number[];
  refusals: Refusal[];
  /** Makes nothing more and waits until everything is acknowledged. @throws naming how much is not, after `withinMs` */
  finish(withinMs: number): Promise<void>;
  /** What should not have come. */
  wrong(): string[];
}

/** For every reporter one sender, over a socket or over HTTP in turn; each makes items without a pause. */
export function startSenders(town: Town, url: () => string, random: () => number): Senders {
  let isMaking = true;
  let isGivenUp = false;
  const acknowledgedAt: number[] = [];
  const closedSockets: number[] = [];
  const refusals: Refusal[] = [];
  const waiting = new Set<(at: number) => void>();
  const course: Course = {
    url,
    random,
    isMaking: () => isMaking,
    isGivenUp: () => isGivenUp,
    acknowledged(count) {
      if (count === 0) return;
      const at = performance.now();
      acknowledgedAt.push(at);
      for (const tell of waiting) tell(at);
      waiting.clear();
    },
    socketClosed: (code) => void closedSockets.push(code),
    refused: (status, tookMs, retryAfter) => void refusals.push({ status, tookMs, retryAfter }),
  };
  const boxes: Outbox[] = town.reporters.map((reporter, number) => outbox(town, reporter, `sender ${number}`, random));
  const sending = boxes.map((box, number) => (number % 3 === 2 ? sendByHttp(course, box) : sendBySocket(course, box)));

  return {
    items: () => boxes.flatMap(({ items }) => items),
    acknowledgements: () => acknowledgedAt.length,
    acknowledgedAt,
    closedSockets,
    refusals,
    async nextAcknowledgement(withinMs) {
      const next = new Promise<number>((resolve) => waiting.add(resolve));
      const late = sleep(withinMs, undefined, { ref: false }).then(() => {
        throw new Error(`Nothing was acknowledged within ${withinMs / 1000} s`);
      });
      return Promise.race([next, late]);
    },
    async finish(withinMs) {
      isMaking = false;
      const delivered = Promise.all(sending).then(() => true);
      const isDelivered = await Promise.race([delivered, sleep(withinMs, false, { ref: false })]);
      isGivenUp = true;
      await delivered;
      const left = boxes.reduce((sum, box) => sum + box.waiting.size, 0);
      if (!isDelivered && left > 0) throw new Error(`${left} items were not acknowledged within ${withinMs / 1000} s`);
    },
    wrong: () => boxes.flatMap((box) => box.wrong),
  };
}
