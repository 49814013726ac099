import type { ApiKey, ApiKeyState } from "#lib/auth/schema";
import type { Tone } from "../ui/status-mark.tsx";

/** The same words as the API's filter `state`. A key expires while one looks at it, so the browser's clock decides here. */
export function keyState({ revokedAt, expiresAt }: Pick<ApiKey, "revokedAt" | "expiresAt">, now: Date): ApiKeyState {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && new Date(expiresAt) <= now ? "expired" : "active";
}

export const keyMarks: Record<ApiKeyState, { tone: Tone; word: string }> = {
  active: { tone: "ok", word: "Active" },
  expired: { tone: "warn", word: "Expired" },
  revoked: { tone: "unknown", word: "Revoked" },
};

export const expiryPresets = [
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
  { value: "custom", label: "At a time of your choice" },
  { value: "never", label: "Never" },
] as const;
export type ExpiryPreset = (typeof expiryPresets)[number]["value"];

/** The instant a choice means; undefined: never. `custom` is the instant of the field, null when it holds none. */
export function expiryOf(preset: ExpiryPreset, custom: Date | undefined, now: Date): Date | undefined | null {
  if (preset === "never") return undefined;
  if (preset === "custom") return custom ?? null;
  return new Date(now.getTime() + Number(preset) * 86_400_000);
}
