import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { authSecret } from "#lib/core/secrets";

/** How long a link works. */
const validMs = 24 * 3_600_000;
const signatureBytes = 18;

/** The link that takes a notice's alerts in hand. Its token stands behind `#`: it reaches no server's log, and no scanner's GET uses it. */
export function acknowledgeUrlOf(siteUrl: string, noticeId: string, now: Date): string {
  return new URL(`/acknowledge#${acknowledgeToken(noticeId, new Date(now.getTime() + validMs))}`, siteUrl).href;
}

/** `<notice> <end, seconds>` signed with a key of this installation. */
export function acknowledgeToken(noticeId: string, until: Date): string {
  const said = Buffer.alloc(20);
  Buffer.from(noticeId.replaceAll("-", ""), "hex").copy(said);
  said.writeUInt32BE(Math.floor(until.getTime() / 1_000), 16);
  return Buffer.concat([said, signatureOf(said)]).toString("base64url");
}

/** The notice that a token is for; undefined when it was not signed here or its time is over. */
export function readAcknowledgeToken(token: string, now: Date): string | undefined {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.byteLength !== 20 + signatureBytes) return undefined;
  const said = bytes.subarray(0, 20);
  if (!timingSafeEqual(signatureOf(said), bytes.subarray(20))) return undefined;
  if (said.readUInt32BE(16) * 1_000 < now.getTime()) return undefined;
  return said.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function signatureOf(said: Buffer): Buffer {
  const key = Buffer.from(hkdfSync("sha256", authSecret(), "", "fleetlight acknowledge links", 32));
  return createHmac("sha256", key).update(said).digest().subarray(0, signatureBytes);
}
