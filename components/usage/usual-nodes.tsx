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

/** The nodes this person used most in the last 30 days, by billed traffic. */
export function UsualNodes() {
  const query = useQuery(usualNodesQuery({ days: 30 }));
  return (
    <Panel title="Nodes you use most" note="Billed traffic of the last 30 days">
      <QueryState query={query} what="your usual nodes" skeleton={<Skeleton height="14rem" />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState kind="nothing_yet" title="No traffic yet">
              Nodes appear here once you have used them.
            </EmptyState>
          ) : (
            <ol className={css.list}>
              {items.slice(0, 6).map(({ nodeClientId, nodeName, upload, download, billedTraffic, share }) => (
                <li key={nodeClientId} className={css.item}>
                  <Link href={`/my/nodes/${nodeClientId}`} className={css.name}>
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
