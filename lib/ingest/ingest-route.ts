import { z } from "zod";
import { DomainError } from "#lib/core/errors";
import { bodyText } from "#lib/http/body-text";
import { addressOf, protocolRoute } from "#lib/http/route";
import { answerOf } from "#lib/ingest/answer-of";
import { countReceived } from "#lib/ingest/counters";
import { ingestNode } from "#lib/ingest/ingest-node";
import { readMessage } from "#lib/ingest/read-message";
import { receiveItems } from "#lib/ingest/receive-items";
import { IngestAnswer, IngestItem, maxItems } from "#lib/ingest/schema";

/**
 * The HTTP twin of `WS /ingest/v1`: a list of items, each answered by itself after COMMIT. Where nothing could be stored because
 * the database is away the whole answer is 503.
 */
export const ingest = protocolRoute(
  {
    name: "ingest",
    summary: "Acknowledged ingest: items of a node server, each stored once and answered by itself",
    policy: "node",
    input: z.object({ items: z.array(IngestItem).max(maxItems) }),
    output: IngestAnswer,
  },
  async (request, ctx) => {
    const node = await ingestNode(ctx.db, request.headers.get("authorization"), addressOf(request) ?? "");
    const { items, refused } = readMessage(await bodyText(request));
    countReceived(items.length, refused);
    const answer = answerOf(items, await receiveItems(ctx, node, items), refused);
    if (answer.nack.length > 0 && answer.nack.every(({ code }) => code === "database_unavailable") && answer.ack.length === 0)
      throw new DomainError("database_unavailable", "The database does not answer; nothing was stored. Try again", { retryAfterS: 2 });
    return Response.json(answer);
  },
  { listBody: "items" },
);
