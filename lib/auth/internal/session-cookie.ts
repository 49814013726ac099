import { decode } from "next-auth/jwt";
import { z } from "zod";
import { authSecret } from "#lib/core/secrets";
import { type OpenedToken, rememberOpened } from "./opened-tokens.ts";

const plainName = "next-auth.session-token";

/** The name is next-auth's; over https the browser itself guards it by its prefix. */
export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? `__Secure-${plainName}` : plainName;
}

/** A session lasts 12 h after its last use. */
export const sessionMaxAgeS = 12 * 60 * 60;

const SessionToken = z.object({ sub: z.uuid(), tokenVersion: z.number().int() });
export type SessionToken = z.infer<typeof SessionToken>;

/** Cookies by name. The first of two equal names wins, as in browsers (the more specific path comes first). */
export function readCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at < 1) continue;
    const name = part.slice(0, at).trim();
    if (!cookies.has(name)) cookies.set(name, part.slice(at + 1).trim());
  }
  return cookies;
}

/** Cookies that next-auth sets are percent-encoded; one that is not comes from somewhere else and stays as it is. */
export function decodeCookie(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Whose session a Cookie header carries; undefined for none, expired, forged or broken. Says nothing about the account. */
export async function readSessionCookie(header: string | null | undefined): Promise<SessionToken | undefined> {
  if (!header?.includes(plainName)) return undefined;
  const cookies = readCookies(header);
  const token = wholeCookie(cookies, sessionCookieName(true)) ?? wholeCookie(cookies, sessionCookieName(false));
  if (!token) return undefined;
  return rememberOpened(token, authSecret(), openToken);
}

/** A key derivation and a decryption: 0.3 ms. */
async function openToken(token: string, secret: string): Promise<OpenedToken | undefined> {
  try {
    const content = await decode({ token, secret });
    const session = SessionToken.safeParse(content).data;
    return session && { session, expiresAtS: typeof content?.exp === "number" ? content.exp : 0 };
  } catch {
    return undefined;
  }
}

/** next-auth cuts a long cookie into `name.0`, `name.1`, … */
function wholeCookie(cookies: ReadonlyMap<string, string>, name: string): string | undefined {
  const whole = cookies.get(name);
  if (whole) return whole;
  let text = "";
  for (let part = 0; cookies.has(`${name}.${part}`); part++) text += cookies.get(`${name}.${part}`);
  return text === "" ? undefined : text;
}
