"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { sumBytes } from "#lib/universal/bytes";
import { usualNodesQuery } from "#lib/usage/client";
import { ShareBar } from "../charts/share-bar.tsx";
import { BytesText } from "../ui/bytes-text.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import css from "./usual-nodes.module.css";

/** The nodes that one used most in the last 30 days, by billed traffic; `userId` shows somebody else's. */
export function UsualNodes({ userId }: { userId?: string }) {
  const query = useQuery(usualNodesQuery({ days: 30, ...(userId && { userId }) }));
  return (
    <Panel title={userId ? "Most used nodes" : "Nodes you use most"} note="Billed traffic of the last 30 days">
      <QueryState query={query} what={userId ? "the usual nodes" : "your usual nodes"} skeleton={<Skeleton height="14rem" />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState kind="nothing_yet" title="No traffic yet">
              {userId ? "Nodes appear here once they were used." : "Nodes appear here once you have used them."}
            </EmptyState>
          ) : (
            <ol className={css.list}>
              {items.slice(0, 6).map(({ nodeClientId, nodeName, upload, download, billedTraffic, share }) => (
                <li key={nodeClientId} className={css.item}>
                  <Link href={userId ? `/admin/clients?client=${nodeClientId}` : `/my/nodes/${nodeClientId}`} className={css.name}>
                    {nodeName}
                  </Link>
                  <span className={css.bytes}>
                    <BytesText bytes={billedTraffic} />
                  </span>
                  <div className={css.bar}>
                    <ShareBar share={share} />
                  </div>
                  <span className={css.note}>
                    {Math.round(share * 100)} % of billed · <BytesText bytes={sumBytes([upload, download])} /> raw
                  </span>
                </li>
              ))}
            </ol>
          )
        }
      </QueryState>
    </Panel>
  );
}
