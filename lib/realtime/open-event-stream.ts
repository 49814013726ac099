import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { EventStreamInput } from "./schema.ts";

/**
 * What the path of the event stream answers to a request that is none for a WebSocket; the server takes those before they
 * become requests.
 * @throws DomainError upgrade_required, always
 */
export const openEventStream = operation(
  {
    name: "openEventStream",
    summary: "Event stream: upgrade this request to a WebSocket",
    policy: "monitoring:read",
    input: EventStreamInput,
    output: z.object({ id: z.string(), type: z.string(), data: z.record(z.string(), z.unknown()), timestamp: z.string() }),
  },
  async () => {
    throw new DomainError("upgrade_required", "This path speaks WebSocket: send Connection: Upgrade and Upgrade: websocket");
  },
);
