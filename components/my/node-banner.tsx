"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { userNodesQuery } from "#lib/fleet/client";
import type { UserNode } from "#lib/fleet/schema";
import { usualNodesQuery } from "#lib/usage/client";
import { Notice } from "../ui/notice.tsx";
import { troubledNodes } from "./troubled-nodes.ts";

/** Says when a node that one used in the last 30 days is down or in maintenance, and where the others are. Live. */
export function NodeBanner() {
  const nodes = useQuery(userNodesQuery());
  const used = useQuery(usualNodesQuery({ days: 30 }));
  const troubled = troubledNodes(nodes.data?.items ?? [], used.data?.items ?? []);
  const down = troubled.filter(({ status }) => status === "offline");
  const maintained = troubled.filter(({ status }) => status === "maintenance");
  return (
    <>
      {down.length > 0 && (
        <Notice tone="bad" title={down.length === 1 ? "A node you use is down" : `${down.length} nodes you use are down`}>
          <NodeNames nodes={down} />. Meanwhile use <Link href="/my/nodes">another node</Link>.
        </Notice>
      )}
      {maintained.length > 0 && (
        <Notice
          tone="warn"
          title={maintained.length === 1 ? "A node you use is in maintenance" : `${maintained.length} nodes you use are in maintenance`}
        >
          <NodeNames nodes={maintained} />. It may not work meanwhile; there are <Link href="/my/nodes">other nodes</Link>.
        </Notice>
      )}
    </>
  );
}

function NodeNames({ nodes }: { nodes: readonly UserNode[] }) {
  return nodes.map(({ id, name }, index) => (
    <span key={id}>
      {index > 0 && ", "}
      <Link href={`/my/nodes/${id}`}>{name}</Link>
    </span>
  ));
}
