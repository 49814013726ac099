import type { TelemetryToken } from "#lib/telemetry/token-schema";
import { ExactTime } from "../ui/exact-time.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { RevokeToken } from "./revoke-token.tsx";

export const tokenColumns: Column<TelemetryToken>[] = [
  { id: "name", header: "Token", card: "title", cell: ({ name }) => name },
  {
    id: "state",
    header: "State",
    card: "mark",
    cell: ({ revokedAt }) =>
      revokedAt === null ? <StatusMark tone="ok">Active</StatusMark> : <StatusMark tone="unknown">Revoked</StatusMark>,
  },
  { id: "used", header: "Last used", cell: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} /> },
  { id: "made", header: "Made", cell: ({ createdAt }) => <ExactTime at={createdAt} style="minute" /> },
  { id: "by", header: "By", cell: ({ createdBy }) => createdBy },
  {
    id: "actions",
    header: "Actions",
    align: "end",
    isFixed: true,
    cell: (token) => token.revokedAt === null && <RevokeToken token={token} />,
  },
];
