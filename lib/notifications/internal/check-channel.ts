import type { z } from "zod";
import { validationFailed } from "#lib/auth/operation";
import { env } from "#lib/core/env";
import { DomainError } from "#lib/core/errors";
import type { ChannelKindName } from "#lib/notifications/schema";
import type { ChannelKind } from "../channels/channel-kind.ts";
import { channelKinds } from "../channels/channel-kinds.ts";
import { RefusedTarget, readTargetUrl, resolveTarget } from "../check-target.ts";

/** The kind of that name. */
export function kindOf(name: ChannelKindName): ChannelKind {
  const declared = channelKinds.get(name);
  if (!declared) throw new Error(`No channel kind ${name}`);
  return declared;
}

/** Settings as their kind wants them. @throws DomainError validation_failed naming each wrong field */
export function checkConfig(declared: ChannelKind, config: unknown): Record<string, unknown> {
  return checked(declared.config, config, "config") as Record<string, unknown>;
}

/** @throws DomainError validation_failed naming each wrong field, never its value */
export function checkSecrets(declared: ChannelKind, secrets: unknown): Record<string, unknown> {
  return checked(declared.secrets, secrets, "secrets") as Record<string, unknown>;
}

function checked(schema: z.ZodType, value: unknown, at: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) issue.path.unshift(at);
  throw validationFailed(parsed.error);
}

/** Refuses what leads inside, before it is stored. @throws DomainError validation_failed naming the field, with the reason */
export async function demandUrls(declared: ChannelKind, config: unknown, secrets: unknown): Promise<void> {
  for (const [field, text] of Object.entries(declared.urls(config, secrets))) {
    // Left out of a change: it stays, and is looked at again before each attempt.
    if (text === undefined) continue;
    try {
      await resolveTarget(readTargetUrl(text), env().FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS);
    } catch (error) {
      if (!(error instanceof RefusedTarget)) throw error;
      const path = `${field in Object(config) ? "config" : "secrets"}.${field}`;
      const detail = error.message;
      throw new DomainError("validation_failed", `${path}: ${detail}`, { errors: [{ path, code: "refused_target", detail }] });
    }
  }
}
