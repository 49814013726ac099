import type { MessageInitShape } from "@bufbuild/protobuf";
import { Compatibility, type NodeServerSchema, NodeStatus } from "#generated/proto/telecom_pb";
import type { NodeServer } from "#lib/fleet/schema";
import { timestamp } from "./instant.ts";
import { numberOf } from "./words.ts";

export function nodeServer(server: NodeServer): MessageInitShape<typeof NodeServerSchema> {
  return {
    id: server.id,
    name: server.name,
    compatibility: numberOf(Compatibility, server.compatibility),
    status: numberOf(NodeStatus, server.status),
    statusReason: server.statusReason,
    statusChangedAt: timestamp(server.statusChangedAt),
    maintenanceUntil: timestamp(server.maintenanceUntil),
    lastOnlineAt: timestamp(server.lastOnlineAt),
    lastPushAt: timestamp(server.lastPushAt),
    clientCount: server.clientCount,
    onlineUsers: server.onlineUsers,
    createdAt: timestamp(server.createdAt),
  };
}
