import { createHash } from "node:crypto";
import { DomainError } from "#lib/core/errors";
import { assertDepth } from "#lib/http/parse-json";
import { elementsOf, memberOf } from "#lib/ingest/json-parts";
import { IngestItem, type IngestKind, maxItems, type Nack } from "#lib/ingest/schema";
import { parseInstant } from "#lib/universal/instant";

/** An item whose envelope is right. Its payload is read when it is stored; until then it is text, which takes the least room. */
export interface ItemEnvelope {
  id: string;
  kind: IngestKind;
  /** When it happened, by the node's clock. */
  at: Date;
  /** JSON of the payload, as it was written. */
  payload: string;
  /** SHA-256 of all but the id: tells a second delivery from another item under the same id. */
  bodyHash: Buffer;
}

export interface ReadMessage {
  items: ItemEnvelope[];
  refused: Nack[];
}

/**
 * Reads one item or a list of them. A bad item is named and spoils no other.
 * @throws DomainError malformed_json when the text is neither; body_too_large for more than 1,000 items
 */
export function readMessage(text: string): ReadMessage {
  const elements = elementsOf(text) ?? [wholeText(text)];
  if (elements.length > maxItems) throw new DomainError("body_too_large", `A message may have at most ${maxItems} items`);
  const read: ReadMessage = { items: [], refused: [] };
  for (const [index, element] of elements.entries()) {
    const item = readItem(element);
    if ("reason" in item) read.refused.push({ ...place(item.id, index), code: "bad_item", retry: false, reason: item.reason });
    else read.items.push(item);
  }
  return read;
}

/** What is no list must be an object, or nothing can be said of any item. */
function wholeText(text: string): string {
  if (text.trimStart().startsWith("{") && parse(text) !== undefined) return text;
  throw new DomainError("malformed_json", "Expected an item or a list of items, as JSON nested at most 64 levels deep");
}

function place(id: string | null, index: number): { id: string | null; index?: number } {
  return id === null ? { id, index } : { id };
}

const Envelope = IngestItem.omit({ payload: true });

function readItem(text: string): ItemEnvelope | { id: string | null; reason: string } {
  const value = parse(text);
  if (value === undefined) return { id: null, reason: "not JSON, or nested deeper than 64 levels" };
  const parsed = Envelope.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { id: idOf(value), reason: `${issue?.path.join(".") || "item"}: ${issue?.message ?? "not acceptable"}` };
  }
  const { id, ts, kind } = parsed.data;
  const at = parseInstant(ts);
  if (!at) return { id, reason: "ts: must be an RFC 3339 instant such as 2026-11-20T10:00:00Z" };
  const payload = memberOf(text, "payload");
  if (!payload?.startsWith("{")) return { id, reason: "payload: must be an object" };
  const bodyHash = createHash("sha256").update(kind).update("\n").update(ts).update("\n").update(payload).digest();
  return { id, kind, at, payload, bodyHash };
}

/** Undefined for what is not JSON. Texts are looked at where they are used: a telemetry message may hold what a name may not. */
function parse(text: string): unknown {
  try {
    assertDepth(text);
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The id of an item that is otherwise wrong, so that its sender can drop it. */
function idOf(value: unknown): string | null {
  const id = IngestItem.shape.id.safeParse(typeof value === "object" && value !== null && "id" in value ? value.id : undefined);
  return id.success ? id.data : null;
}
