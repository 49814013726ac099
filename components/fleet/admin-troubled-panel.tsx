import Link from "next/link";
import type { FleetOverview } from "#lib/fleet/schema";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { NodeStatusMark } from "../ui/status-mark.tsx";
import css from "./admin-troubled-panel.module.css";

/** Servers that are not online, worst first: why, and since when. */
export function AdminTroubledPanel({ data }: { data: FleetOverview }) {
  const { online, offline, maintenance } = data.servers;
  const hidden = offline + maintenance - data.troubled.length;
  return (
    <Panel title="Needs a look" note="Servers that are not online, the longest outage first" isFlush>
      {data.troubled.length === 0 ? (
        <NothingTroubled count={online} />
      ) : (
        <ul className={css.list}>
          {data.troubled.map(({ id, name, status, statusReason, statusChangedAt }) => (
            <li key={id} className={css.item}>
              <Link href={`/admin/servers/${id}`} className={css.name}>
                {name}
              </Link>
              <NodeStatusMark status={status} />
              <span className={css.reason}>{statusReason}</span>
              <span className={css.since}>
                <RelativeTime at={statusChangedAt} />
              </span>
            </li>
          ))}
          {hidden > 0 && (
            <li className={css.item}>
              <Link href="/admin/servers?sort=status">and {hidden} more</Link>
            </li>
          )}
        </ul>
      )}
    </Panel>
  );
}

function NothingTroubled({ count }: { count: number }) {
  if (count > 0) {
    return (
      <EmptyState kind="all_good" title={count === 1 ? "The server is online" : `All ${count} servers are online`}>
        Servers that go offline or into maintenance appear here.
      </EmptyState>
    );
  }
  return (
    <EmptyState kind="nothing_yet" title="No servers yet" action={<ButtonLink href="/admin/servers">To the servers</ButtonLink>}>
      Make one, put its configuration on the machine, and it reports here.
    </EmptyState>
  );
}
