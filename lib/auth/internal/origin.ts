import { env } from "#lib/core/env";

/**
 * This site's origin as the browser sees it: PUBLIC_URL, else the host that was asked. The protocol is https only if the
 * HTTP front says so.
 */
export function originOf(headers: Headers, publicUrl: string = env().PUBLIC_URL): string {
  if (publicUrl !== "") return new URL(publicUrl).origin;
  const protocol = headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https" ? "https" : "http";
  const host = headers.get("host") ?? "localhost";
  const isHost = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.test(host) && URL.canParse(`${protocol}://${host}`);
  return isHost ? new URL(`${protocol}://${host}`).origin : `${protocol}://localhost`;
}

/** A place to go after sign-in: on this origin, whatever was asked for. */
export function ownUrl(asked: unknown, origin: string): string {
  if (typeof asked !== "string" || !URL.canParse(asked, origin)) return origin;
  const url = new URL(asked, origin);
  // A path that begins with // would be another host to whoever reads it without its origin.
  return url.origin === origin ? `${origin}${url.pathname.replace(/^\/{2,}/, "/")}${url.search}${url.hash}` : origin;
}
