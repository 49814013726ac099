"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { userNodesQuery } from "#lib/fleet/client";
import type { UserNode } from "#lib/fleet/schema";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { NodeStatusMark } from "../ui/status-mark.tsx";
import { FactorTag } from "../ui/tag.tsx";
import { placeName } from "./country.ts";
import css from "./my-nodes-strip.module.css";

/** Which of my nodes work now, those that do not first. */
export function MyNodesStrip() {
  const query = useQuery(userNodesQuery());
  return (
    <Panel title="My nodes" note={query.data && countText(query.data.items)} actions={<Link href="/my/nodes">All nodes</Link>}>
      <QueryState query={query} what="your nodes" skeleton={<Skeleton height="14rem" />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState kind="nothing_yet" title="No nodes">
              The nodes of your active package appear here.
            </EmptyState>
          ) : (
            <ul className={css.list}>
              {items
                .toSorted((a, b) => Number(a.status === "online") - Number(b.status === "online"))
                .map((node) => (
                  <li key={node.id}>
                    <Link href={`/my/nodes/${node.id}`} className={css.node}>
                      <span className={css.line}>
                        <span className={css.name}>{node.name}</span>
                        <FactorTag factor={node.trafficFactor} />
                      </span>
                      <span className={css.place}>{placeName(node.country, node.location) || "–"}</span>
                      <span className={css.status}>
                        <NodeStatusMark status={node.status} />
                      </span>
                    </Link>
                  </li>
                ))}
            </ul>
          )
        }
      </QueryState>
    </Panel>
  );
}

/** `18 of 20 online` */
export function countText(nodes: readonly Pick<UserNode, "status">[]): string {
  return `${nodes.filter(({ status }) => status === "online").length} of ${nodes.length} online`;
}
