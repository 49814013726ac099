import { operation } from "#lib/auth/operation";
import { ApiKey, ApiKeyIdInput } from "#lib/auth/schema";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { readApiKeys } from "./internal/api-key-row.ts";

/** Revoked and expired ones too. @throws DomainError not_found */
export const showApiKey = operation(
  { name: "showApiKey", summary: "One API key, without its secret", policy: "settings:read", input: ApiKeyIdInput, output: ApiKey },
  async (ctx, { id }) => {
    const [key] = await readApiKeys(ctx.db, sql`where k.id = ${id}::uuid`);
    if (!key) throw notFound("API key");
    return key;
  },
);
