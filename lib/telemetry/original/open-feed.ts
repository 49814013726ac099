import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { SocketInput } from "#lib/telemetry/schema";
import { Time } from "./shapes.ts";

const Raw = z.object({ log: z.record(z.string(), z.unknown()), created_at: Time });
const Aggregated = z.object({ time: z.int(), name: z.string(), target: z.string(), values: z.literal(""), created_at: Time });
const FeedMessage = z.union([
  z.object({
    peer_message: z.object({ peer_id: z.string(), msg: z.string() }),
    data: z.union([z.array(Raw), z.array(Aggregated)]),
  }),
  z.object({ error: z.string() }),
]);

/**
 * What `/feed` answers to a request that is none for a WebSocket; the server takes those before they become requests.
 * @throws DomainError upgrade_required, always
 */
export const openFeed = operation(
  {
    name: "openFeed",
    summary: "Messages of chain nodes as they come: upgrade this request to a WebSocket",
    policy: "telemetry:read",
    input: SocketInput,
    output: FeedMessage,
  },
  async () => {
    throw new DomainError("upgrade_required", "This path speaks WebSocket: send Connection: Upgrade and Upgrade: websocket");
  },
);
