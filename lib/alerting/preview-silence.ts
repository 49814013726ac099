import { operation } from "#lib/auth/operation";
import { matchFiring } from "./internal/match-firing.ts";
import { MatchPreview, PreviewMatchersInput } from "./schema.ts";

/** Tells which firing alerts matchers mean now: what a silence or a maintenance window with them would mute. Writes nothing. */
export const previewSilence = operation(
  {
    name: "previewSilence",
    summary: "Preview what matchers mute now",
    policy: "monitoring:read",
    input: PreviewMatchersInput,
    output: MatchPreview,
  },
  (ctx, { matchers }) => matchFiring(ctx.db, matchers),
);
