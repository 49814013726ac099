"use client";
import { useQuery } from "@tanstack/react-query";
import { telemetryNodeQuery } from "#lib/telemetry/client";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ChainNodeDetail } from "./chain-node-detail.tsx";

/** What is known of a node is asked anew so often while its page is open. */
const refetchMs = 2_000;

/** `/admin/telemetry/nodes/[peerId]`: everything about one chain node. */
export function ChainNodePage({ peerId }: { peerId: string }) {
  const query = useQuery({ ...telemetryNodeQuery(peerId), refetchInterval: refetchMs });
  return (
    <QueryState query={query} what="the node" skeleton={<Skeleton height="30rem" />}>
      {(node) => <ChainNodeDetail node={node} />}
    </QueryState>
  );
}
