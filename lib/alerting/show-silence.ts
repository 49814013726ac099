import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { readSilenceView } from "./internal/silence-view.ts";
import { SilenceIdInput, SilenceView } from "./schema.ts";

/** @throws DomainError not_found */
export const showSilence = operation(
  { name: "showSilence", summary: "Show a silence", policy: "monitoring:read", input: SilenceIdInput, output: SilenceView },
  async (ctx, { id }) => {
    const silence = await readSilenceView(ctx.db, ctx.now, id);
    if (!silence) throw notFound("Silence");
    return silence;
  },
);
