import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { LiveMessage, SocketInput } from "#lib/telemetry/schema";

/**
 * What the path answers to a request that is none for a WebSocket; the server takes those before they become requests.
 * @throws DomainError upgrade_required, always
 */
export const openLiveNodes = operation(
  {
    name: "openLiveTelemetryNodes",
    summary: "Live chain nodes: upgrade this request to a WebSocket",
    policy: "telemetry:read",
    input: SocketInput,
    output: LiveMessage,
  },
  async () => {
    throw new DomainError("upgrade_required", "This path speaks WebSocket: send Connection: Upgrade and Upgrade: websocket");
  },
);
