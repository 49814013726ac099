import { env } from "#lib/core/env";
import { DomainError } from "#lib/core/errors";
import { RefusedTarget, readTargetUrl, resolveTarget } from "#lib/notifications/check-target";

/**
 * Refuses a URL that we would not send to, before it is stored; it is looked at again before every attempt.
 * @throws DomainError validation_failed naming the field, with the reason
 */
export async function demandUrl(text: string, path = "url"): Promise<void> {
  try {
    await resolveTarget(readTargetUrl(text), env().FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS);
  } catch (error) {
    if (!(error instanceof RefusedTarget)) throw error;
    const detail = error.message;
    throw new DomainError("validation_failed", `${path}: ${detail}`, { errors: [{ path, code: "refused_target", detail }] });
  }
}
