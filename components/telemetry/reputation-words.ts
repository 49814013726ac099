import { locale } from "#lib/universal/locale";
import type { Tone } from "../ui/status-mark.tsx";

const signed = new Intl.NumberFormat(locale, { signDisplay: "exceptZero" });

/** `+7,394`, `−256`, `0` */
export function reputationWords(reputation: number): string {
  return signed.format(reputation).replace("-", "−");
}

/** Below this a Substrate node disconnects a peer and refuses it: 71 × (i32::MIN / 100), BANNED_THRESHOLD of sc-network. */
export const bannedBelow = -71 * Math.trunc(2_147_483_648 / 100);

/** How an opinion is: a peer that is banned, one in doubt, one that is fine. */
export function reputationTone(reputation: number): Tone {
  if (reputation < bannedBelow) return "bad";
  return reputation < 0 ? "warn" : "ok";
}
