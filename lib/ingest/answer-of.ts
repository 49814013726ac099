import type { IngestAnswer, Nack } from "#lib/ingest/schema";
import type { ItemOutcome } from "#lib/ingest/store-items";

/** The answer to items: the acknowledged ones, those that were not stored, and lines of acknowledged usage that were not counted. */
export function answerOf(items: readonly { id: string }[], outcomes: readonly ItemOutcome[], refused: readonly Nack[] = []): IngestAnswer {
  const answer: IngestAnswer = { ack: [], nack: [...refused], rejected: [] };
  for (const [index, { id }] of items.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) continue;
    if (outcome.status === "refused") answer.nack.push({ id, code: outcome.code, retry: outcome.retry, reason: outcome.reason });
    else answer.ack.push(id);
    if (outcome.status === "stored") answer.rejected.push(...outcome.rejected);
  }
  return answer;
}
