import Link from "next/link";
import type { Uptime, UserNode } from "#lib/fleet/schema";
import { formatUptime } from "../charts/strip-cells.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { NodeStatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { FactorTag, Tag } from "../ui/tag.tsx";
import { placeName } from "./country.ts";
import { NodeUptime } from "./node-uptime.tsx";

/** A node with its last 90 days, when they are known. */
export interface NodeRow extends UserNode {
  uptime: Uptime["items"][number] | undefined;
}

const statusOrder = { offline: 0, maintenance: 1, online: 2 };

export const nodeColumns: Column<NodeRow>[] = [
  {
    id: "name",
    header: "Node",
    card: "title",
    cell: ({ id, name }) => <Link href={`/my/nodes/${id}`}>{name}</Link>,
    sortBy: ({ name }) => name,
  },
  {
    id: "status",
    header: "Status",
    card: "mark",
    cell: ({ status }) => <NodeStatusMark status={status} />,
    sortBy: ({ status }) => statusOrder[status],
    width: "8rem",
  },
  {
    id: "place",
    header: "Place",
    cell: ({ country, location }) => placeName(country, location) || "–",
    sortBy: ({ country, location }) => placeName(country, location) || null,
  },
  {
    id: "factor",
    header: "Factor",
    align: "end",
    cell: ({ trafficFactor }) => <FactorTag factor={trafficFactor} />,
    sortBy: ({ trafficFactor }) => Number(trafficFactor),
  },
  {
    id: "speed",
    header: "Speed limit",
    align: "end",
    cell: ({ speedLimit }) => (speedLimit === 0 ? "none" : `${speedLimit} Mbit/s`),
    sortBy: ({ speedLimit }) => (speedLimit === 0 ? null : speedLimit),
  },
  {
    id: "route",
    header: "Route",
    cell: ({ routeClass }) => (routeClass ? <Tag>{routeClass}</Tag> : "–"),
    sortBy: ({ routeClass }) => routeClass || null,
    isExtra: true,
  },
  {
    id: "lastOnline",
    header: "Last online",
    cell: ({ lastOnlineAt }) => <RelativeTime at={lastOnlineAt} />,
    sortBy: ({ lastOnlineAt }) => lastOnlineAt,
    isExtra: true,
  },
  {
    id: "uptime",
    header: "Uptime",
    align: "end",
    cell: ({ uptime }) => formatUptime(uptime?.uptimePercent ?? null),
    sortBy: ({ uptime }) => uptime?.uptimePercent ?? null,
  },
  {
    id: "days",
    header: "Last 90 days",
    card: "plain",
    width: "34%",
    cell: ({ id, name, uptime }) => <NodeUptime id={id} name={name} days={uptime?.days} />,
  },
];
