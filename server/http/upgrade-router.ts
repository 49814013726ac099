import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { DomainError } from "#lib/core/errors";
import { refuseSocket } from "./listen.ts";

export type UpgradeHandler = (req: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** The beginning of an address, or a test of the whole path, without the query. */
export type SocketPath = string | ((pathname: string) => boolean);

export interface UpgradeOptions {
  /** Who takes which path, first match wins. */
  handlers: readonly { path: SocketPath; handle: UpgradeHandler }[];
  isDraining(): boolean;
}

/** Owns the `upgrade` event: hands each socket to whoever has the path, refuses and closes all others. */
export function createUpgradeRouter({ handlers, isDraining }: UpgradeOptions): UpgradeHandler {
  return (req, socket, head) => {
    socket.on("error", () => socket.destroy());
    if (isDraining()) return refuseSocket(socket, new DomainError("shutting_down", "This process is stopping", { retryAfterS: 2 }));
    const { url = "" } = req;
    const [pathname = ""] = url.split("?", 1);
    const found = handlers.find(({ path }) => (typeof path === "string" ? url.startsWith(path) : path(pathname)));
    if (!found) return refuseSocket(socket, new DomainError("not_found", "No WebSocket here"));
    return found.handle(req, socket, head);
  };
}
