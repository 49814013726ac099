import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { DomainError } from "#lib/core/errors";
import { refuseSocket } from "./listen.ts";

export type UpgradeHandler = (req: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface UpgradeOptions {
  /** Who takes which path, first match wins. */
  handlers: readonly { prefix: string; handle: UpgradeHandler }[];
  isDraining(): boolean;
}

/** Owns the `upgrade` event: hands each socket to whoever has the path, refuses and closes all others. */
export function createUpgradeRouter({ handlers, isDraining }: UpgradeOptions): UpgradeHandler {
  return (req, socket, head) => {
    socket.on("error", () => socket.destroy());
    if (isDraining()) return refuseSocket(socket, new DomainError("shutting_down", "This process is stopping", { retryAfterS: 2 }));
    const found = handlers.find(({ prefix }) => req.url?.startsWith(prefix));
    if (!found) return refuseSocket(socket, new DomainError("not_found", "No WebSocket here"));
    return found.handle(req, socket, head);
  };
}
