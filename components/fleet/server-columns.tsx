import Link from "next/link";
import type { NodeServer } from "#lib/fleet/schema";
import { RelativeTime } from "../ui/relative-time.tsx";
import { NodeStatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { Tag } from "../ui/tag.tsx";

/** What the protocols are called by those who run such nodes. */
export const protocolNames = { newv2b: "UniProxy", ssp: "mod_mu", native: "Native" } as const;

const statusOrder = { offline: 0, maintenance: 1, online: 2 } as const;

export const serverColumns: Column<NodeServer>[] = [
  {
    id: "name",
    header: "Server",
    card: "title",
    isFixed: true,
    sortBy: ({ name }) => name.toLowerCase(),
    cell: ({ id, name }) => <Link href={`/admin/servers/${id}`}>{name}</Link>,
  },
  {
    id: "status",
    header: "Status",
    card: "mark",
    sortBy: ({ status }) => statusOrder[status],
    cell: ({ status }) => <NodeStatusMark status={status} />,
  },
  {
    id: "since",
    header: "Since",
    sortBy: (server) => server.statusChangedAt,
    cell: (server) => <RelativeTime at={server.statusChangedAt} />,
  },
  { id: "reason", header: "Reason", cell: ({ statusReason }) => statusReason, isExtra: true },
  {
    id: "protocol",
    header: "Protocol",
    sortBy: ({ compatibility }) => protocolNames[compatibility],
    cell: ({ compatibility }) => <Tag>{protocolNames[compatibility]}</Tag>,
  },
  { id: "clients", header: "Nodes", align: "end", sortBy: ({ clientCount }) => clientCount, cell: ({ clientCount }) => clientCount },
  { id: "users", header: "Users online", align: "end", sortBy: ({ onlineUsers }) => onlineUsers, cell: ({ onlineUsers }) => onlineUsers },
  {
    id: "seen",
    header: "Last seen",
    align: "end",
    sortBy: (server) => server.lastOnlineAt,
    cell: (server) => <RelativeTime at={server.lastOnlineAt} />,
  },
  {
    id: "push",
    header: "Last push",
    align: "end",
    sortBy: (server) => server.lastPushAt,
    cell: (server) => <RelativeTime at={server.lastPushAt} />,
  },
  { id: "id", header: "Id", align: "end", sortBy: ({ id }) => id, cell: ({ id }) => id, isExtra: true },
];
