import Link from "next/link";
import type { NodeClient } from "#lib/fleet/schema";
import { Facts } from "../admin/facts.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { NodeStatusMark } from "../ui/status-mark.tsx";
import { FactorTag } from "../ui/tag.tsx";

/** What a node client is right now. */
export function ClientFacts({ client }: { client: NodeClient }) {
  return (
    <Facts
      items={[
        ["Status", <NodeStatusMark key="status" status={client.status} />],
        [
          "Server",
          <Link key="server" href={`/admin/servers/${client.nodeServerId}`}>
            {client.nodeServerName}
          </Link>,
        ],
        ["Factor", <FactorTag key="factor" factor={client.trafficFactor} />],
        ["Id", <CopyId key="id" id={client.id} />],
        ["Created", <ExactTime key="created" at={client.createdAt} />],
      ]}
    />
  );
}
