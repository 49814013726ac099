import { unseal } from "#lib/core/secrets";
import type { Outcome, Outgoing } from "../channels/channel.ts";
import { secretPlace } from "../channels/email.ts";

/** The secrets of a channel's target, as its kind declares them; undefined when they cannot be read here. */
export function readSecrets(sealed: string | null): unknown {
  const text = sealed === null ? undefined : unseal(sealed);
  return text === undefined ? undefined : JSON.parse(text);
}

/** What a delivery says when the secrets were sealed by another installation. */
export const unreadable: Outcome = {
  isSuccess: false,
  error: "The channel's secret cannot be read with this installation's AUTH_SECRET: enter it again",
  isFinal: true,
};

/** The message as JSON, with its sealed link put in. Links have no character that JSON would escape. */
export function bodyOf({ payload }: Pick<Outgoing, "payload">): string | undefined {
  if (typeof payload !== "object" || payload === null) return JSON.stringify(payload);
  const { sealed, ...message } = payload as Record<string, unknown>;
  const body = JSON.stringify(message);
  if (typeof sealed !== "string") return body;
  const secret = unseal(sealed);
  return secret === undefined ? undefined : body.replaceAll(secretPlace, secret);
}
