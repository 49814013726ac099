import { z } from "zod";
import { Id, Instant, PlainText } from "#lib/universal/identifiers";
import { Cursor, Limit, page } from "#lib/universal/paging";

/** What opens `/submit/<token>` and `/audit/<token>` to nodes, from wherever they come. */
export const TelemetryToken = z.object({
  id: Id,
  name: z.string(),
  /** Who made it, by the name of then. */
  createdBy: z.string(),
  createdAt: Instant,
  /** To within a minute. While a socket is open its token is in use. */
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export type TelemetryToken = z.infer<typeof TelemetryToken>;

export const TelemetryTokenState = z.enum(["active", "revoked"]);
export const ListTelemetryTokensInput = z.strictObject({
  state: TelemetryTokenState.optional(),
  limit: Limit,
  cursor: Cursor.optional(),
});
/** Newest first. */
export const TelemetryTokenList = page(TelemetryToken);
export type TelemetryTokenList = z.infer<typeof TelemetryTokenList>;

export const CreateTelemetryTokenInput = z.strictObject({
  name: PlainText.max(120).trim().pipe(z.string().min(1, "must not be empty")),
});
/** `token` is shown this once; we keep only its hash. */
export const TelemetryTokenCreated = TelemetryToken.extend({ token: z.string() });
export type TelemetryTokenCreated = z.infer<typeof TelemetryTokenCreated>;

export const TelemetryTokenIdInput = z.strictObject({ id: Id });
