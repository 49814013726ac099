import type { z } from "zod";
import { DomainError } from "#lib/core/errors";
import { decodeCursor } from "#lib/universal/paging";

/** The place a list goes on from; undefined at its beginning. @throws DomainError validation_failed naming `cursor` */
export function readCursor<K extends z.ZodType>(cursor: string | undefined, key: K): z.output<K> | undefined {
  if (cursor === undefined) return undefined;
  const place = decodeCursor(cursor, key);
  if (place !== undefined) return place;
  const detail = "Not a cursor of this list";
  throw new DomainError("validation_failed", `cursor: ${detail}`, { errors: [{ path: "cursor", code: "invalid_cursor", detail }] });
}
