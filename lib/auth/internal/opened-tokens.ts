import { createHash } from "node:crypto";
import { singleton } from "#lib/core/singleton";

/** What a session cookie holds, and until when. */
export interface OpenedToken {
  session: { sub: string; tokenVersion: number };
  /** Seconds since 1970. */
  expiresAtS: number;
}

/** Of some 200 bytes each. */
const mostKept = 5_000;
/** Opened anew after this time, so that a clock that is set right moves an expiry by no more. */
const keptMs = 60_000;

type Kept = Map<string, { opened: OpenedToken; openedAt: number }>;

/**
 * The content of a cookie, opened at most once a minute and process: the same bytes always say the same. It is no statement
 * that the session still holds; whoever asks compares its token version with the account, as before. Only cookies of ours
 * are kept, so that nobody can fill the memory with others; the one used longest ago goes first.
 */
export async function rememberOpened(
  token: string,
  secret: string,
  open: (token: string, secret: string) => Promise<OpenedToken | undefined>,
): Promise<OpenedToken["session"] | undefined> {
  const kept = singleton<Kept>("opened-tokens", () => new Map());
  const key = createHash("sha256").update(`${secret}\0${token}`).digest("base64");
  const found = kept.get(key);
  kept.delete(key);
  if (found && performance.now() - found.openedAt < keptMs && found.opened.expiresAtS > nowS()) {
    kept.set(key, found);
    return found.opened.session;
  }
  const opened = await open(token, secret);
  if (!opened) return undefined;
  if (kept.size >= mostKept) for (const oldest of kept.keys()) if (kept.delete(oldest)) break;
  kept.set(key, { opened, openedAt: performance.now() });
  return opened.session;
}

function nowS(): number {
  return (performance.timeOrigin + performance.now()) / 1000;
}
