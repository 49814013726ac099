import type { MessageInitShape } from "@bufbuild/protobuf";
import { type NodeClientSchema, NodeStatus } from "#generated/proto/telecom_pb";
import type { NodeClient } from "#lib/fleet/schema";
import { timestamp } from "./instant.ts";
import { numberOf } from "./words.ts";

export function nodeClient(client: NodeClient): MessageInitShape<typeof NodeClientSchema> {
  return {
    id: client.id,
    nodeServerId: client.nodeServerId,
    nodeServerName: client.nodeServerName,
    name: client.name,
    trafficFactor: client.trafficFactor,
    displayOrder: client.displayOrder,
    speedLimit: client.speedLimit,
    routeClass: client.routeClass,
    availableGroups: client.availableGroups,
    country: client.country ?? "",
    location: client.location,
    isEnabled: client.isEnabled,
    isDefault: client.isDefault,
    status: numberOf(NodeStatus, client.status),
    createdAt: timestamp(client.createdAt),
  };
}
