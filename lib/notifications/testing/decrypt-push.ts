import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { z } from "zod";

/** A browser's side of a subscription: what it tells the server, and what it keeps for itself. */
export interface BrowserKeys {
  p256dh: string;
  auth: string;
  privateKey: string;
}

export function newBrowserKeys(): BrowserKeys {
  const pair = createECDH("prime256v1");
  return {
    p256dh: pair.generateKeys("base64url"),
    auth: randomBytes(16).toString("base64url"),
    privateKey: pair.getPrivateKey("base64url"),
  };
}

/** Opens a message as a browser does. Written from RFC 8188 and RFC 8291, and from nothing that the sender uses. @throws when it is not for these keys */
export function decryptPush(message: Buffer, { p256dh, auth, privateKey }: BrowserKeys): string {
  const salt = message.subarray(0, 16);
  const keyLength = message.readUInt8(20);
  const senderKey = message.subarray(21, 21 + keyLength);
  const record = message.subarray(21 + keyLength);
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(privateKey, "base64url");
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), Buffer.from(p256dh, "base64url"), senderKey]);
  const material = derive(pair.computeSecret(senderKey), Buffer.from(auth, "base64url"), info, 32);
  const key = derive(material, salt, "Content-Encoding: aes128gcm\0", 16);
  const nonce = derive(material, salt, "Content-Encoding: nonce\0", 12);
  const decipher = createDecipheriv("aes-128-gcm", key, nonce).setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  // The last record's content ends with a 2 and zeros.
  return padded.subarray(0, padded.lastIndexOf(2)).toString("utf8");
}

function derive(material: Buffer, salt: Buffer, info: Buffer | string, length: number): Buffer {
  return Buffer.from(hkdfSync("sha256", material, salt, info, length));
}

const Claims = z.object({ aud: z.string(), exp: z.number().int(), sub: z.string() });

/** Who says to have sent it (`vapid t=…, k=…`, RFC 8292), with the signature checked. @throws when it is not signed by that key */
export function verifyVapid(authorization: string): z.output<typeof Claims> & { publicKey: string } {
  const [, token = "", publicKey = ""] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? [];
  const [head = "", body = "", signature = ""] = token.split(".");
  const point = Buffer.from(publicKey, "base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  const key = { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" as const };
  if (!verify("sha256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url"))) throw new Error("Not signed by its key");
  return { ...Claims.parse(JSON.parse(Buffer.from(body, "base64url").toString("utf8"))), publicKey };
}
