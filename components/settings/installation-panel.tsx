"use client";
import { useQuery } from "@tanstack/react-query";
import { installationQuery } from "#lib/settings/client";
import type { Installation } from "#lib/settings/schema";
import { Facts } from "../admin/facts.tsx";
import { BytesText } from "../ui/bytes-text.tsx";
import { Grid } from "../ui/layout.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** What this installation is, and what takes how much room. Decided by the environment: nothing to set here. */
export function InstallationPanel() {
  const query = useQuery(installationQuery());
  return (
    <QueryState query={query} what="the installation" skeleton={<Skeleton height="16rem" />}>
      {(installation) => (
        <Grid columns={2} isSingleOnPhone>
          <Panel title="This installation" note="Decided by the environment that the process was started with">
            <Facts items={factsOf(installation)} />
          </Panel>
          <Panel
            title="Database size"
            note={
              <>
                With indices, measured <RelativeTime at={installation.readAt} />
              </>
            }
          >
            <Facts
              items={[
                ["Whole database", <BytesText key="all" bytes={installation.sizeBytes} />],
                ...installation.areas.map(({ area, bytes }) => [area, <BytesText key={area} bytes={bytes} />] as const),
              ]}
            />
          </Panel>
        </Grid>
      )}
    </QueryState>
  );
}

function factsOf({ version, schemaVersion, database, roles, mail, ...installation }: Installation) {
  return [
    ["Version", version],
    ["Schema version", schemaVersion],
    ["Roles of this process", roles.join(", ")],
    ["Database", database.kind === "embedded" ? "Embedded PostgreSQL" : "External PostgreSQL"],
    [database.kind === "embedded" ? "Data folder" : "Address", database.place],
    ["PostgreSQL", installation.postgresVersion],
    ["Node.js", installation.nodeVersion],
    ["E-mail", mail.isConfigured ? `sent through ${mail.host}` : "not configured (SMTP_HOST)"],
    ["gRPC port", installation.grpcPort ?? "off (GRPC_PORT)"],
  ] as const;
}
