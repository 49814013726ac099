import Link from "next/link";
import type { NodeClient } from "#lib/fleet/schema";
import { NodeStatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { FactorTag, Tag } from "../ui/tag.tsx";
import { placeName } from "./country.ts";

const statusOrder = { offline: 0, maintenance: 1, online: 2 } as const;

export const clientColumns: Column<NodeClient>[] = [
  {
    id: "name",
    header: "Node",
    card: "title",
    sortBy: ({ name }) => name,
    cell: ({ id, name }) => <Link href={`/admin/clients?client=${id}`}>{name}</Link>,
  },
  {
    id: "status",
    header: "Status",
    card: "mark",
    sortBy: ({ status }) => statusOrder[status],
    cell: ({ status }) => <NodeStatusMark status={status} />,
  },
  {
    id: "server",
    header: "Server",
    width: "12rem",
    sortBy: ({ nodeServerName }) => nodeServerName,
    cell: ({ nodeServerId, nodeServerName }) => <Link href={`/admin/servers/${nodeServerId}`}>{nodeServerName}</Link>,
  },
  {
    id: "factor",
    header: "Factor",
    align: "end",
    sortBy: ({ trafficFactor }) => Number(trafficFactor),
    cell: ({ trafficFactor }) => <FactorTag factor={trafficFactor} />,
  },
  {
    id: "groups",
    header: "Groups",
    sortBy: ({ availableGroups }) => availableGroups.join(" "),
    cell: ({ availableGroups }) => (availableGroups.length === 0 ? "none" : availableGroups.join(", ")),
  },
  {
    id: "place",
    header: "Place",
    sortBy: ({ country, location }) => placeName(country, location) || null,
    cell: ({ country, location }) => placeName(country, location) || "–",
  },
  {
    id: "route",
    header: "Route",
    sortBy: ({ routeClass }) => routeClass || null,
    cell: ({ routeClass }) => (routeClass ? <Tag>{routeClass}</Tag> : "–"),
  },
  {
    id: "speed",
    header: "Speed limit",
    align: "end",
    sortBy: ({ speedLimit }) => speedLimit || null,
    cell: ({ speedLimit }) => (speedLimit === 0 ? "none" : `${speedLimit} Mbit/s`),
  },
  {
    id: "order",
    header: "Order",
    align: "end",
    sortBy: ({ displayOrder }) => displayOrder,
    cell: ({ displayOrder }) => displayOrder,
    isExtra: true,
  },
  {
    id: "enabled",
    header: "Enabled",
    sortBy: ({ isEnabled }) => Number(isEnabled),
    cell: ({ isEnabled }) => (isEnabled ? "yes" : <Tag>disabled</Tag>),
  },
  {
    id: "default",
    header: "Default",
    sortBy: ({ isDefault }) => Number(isDefault),
    cell: ({ isDefault }) => (isDefault ? <Tag title="Receives the traffic of protocols that know only the server">default</Tag> : "–"),
  },
  { id: "id", header: "Id", align: "end", sortBy: ({ id }) => id, cell: ({ id }) => id, isExtra: true },
];
