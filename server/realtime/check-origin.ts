/**
 * A cookie travels with every WebSocket that a page opens, whichever site the page is from, and browsers do not apply
 * CORS to them. So a handshake by cookie must come from our own pages. Scripts send no Origin.
 */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: string): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin).host;
  return from === host?.toLowerCase() || (publicUrl !== "" && from === new URL(publicUrl).host);
}
