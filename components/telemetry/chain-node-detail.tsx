"use client";
import type { NodeDetail } from "#lib/telemetry/schema";
import { ExactTime } from "../ui/exact-time.tsx";
import { Kpi } from "../ui/kpi.tsx";
import { Grid, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { RangeControl } from "../ui/range/range-control.tsx";
import { useRange } from "../ui/range/use-range.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { ConnectionsPanel } from "./connections-panel.tsx";
import { HardwarePanel } from "./hardware-panel.tsx";
import { IdentityPanel } from "./identity-panel.tsx";
import { LogExplorer } from "./log-explorer.tsx";
import { NodeCharts } from "./node-charts.tsx";
import { ChainNodeMark } from "./node-mark.tsx";
import { clockWords, countWords, durationWords, heightWords, rateWords } from "./node-words.ts";
import { PinButton } from "./pin-button.tsx";
import { ProfilingPanel } from "./profiling-panel.tsx";
import { ReputationOfNodePanel } from "./reputation-of-node-panel.tsx";

export function ChainNodeDetail({ node }: { node: NodeDetail }) {
  const range = useRange("24h");
  const { peerId, name, status, bestHeight, finalizedHeight } = node;
  const lag = bestHeight === null || finalizedHeight === null ? null : Math.max(0, bestHeight - finalizedHeight);
  return (
    <Stack>
      <PageHeader
        title={name || peerId}
        back={{ href: "/admin/telemetry", label: "Chain nodes" }}
        mark={<ChainNodeMark status={status} isPill />}
        note={
          <>
            {node.chain}, last seen <RelativeTime at={node.lastSeenAt} />
          </>
        }
        actions={
          <>
            <PinButton peerId={peerId} name={name || peerId} />
            <RangeControl state={range} />
          </>
        }
      />
      {status === "disconnected" && node.disconnectedAt !== null && (
        <Notice tone="warn">
          It is disconnected since <ExactTime at={node.disconnectedAt} />. What is shown is what it said then.
        </Notice>
      )}
      {node.isClockWrong && (
        <Notice tone="warn">Its clock is {clockWords(node.clockAheadMs)}. Times of its messages are shown as it tells them.</Notice>
      )}
      <Grid columns={4}>
        <Kpi
          label="Best block"
          value={heightWords(bestHeight)}
          note={node.bestAt === null ? "not told yet" : <RelativeTime at={node.bestAt} />}
        />
        <Kpi
          label="Finalized"
          value={heightWords(finalizedHeight)}
          note={lag === null ? "not told yet" : `${countWords(lag)} behind the best block`}
        />
        <Kpi
          label="Block time"
          value={durationWords(node.blockTimeMs)}
          note={node.propagationMs === null ? "between its last two" : `${durationWords(node.propagationMs)} after the first node`}
        />
        <Kpi
          label="Peers"
          value={countWords(node.peers)}
          note={`${rateWords(node.uploadBytesPerS)} up, ${rateWords(node.downloadBytesPerS)} down`}
        />
      </Grid>
      <NodeCharts peerId={peerId} state={range} />
      <LogExplorer peerId={peerId} state={range} />
      <Grid columns={2} isSingleOnPhone>
        <IdentityPanel node={node} />
        <HardwarePanel scores={node.hardware} />
      </Grid>
      <ProfilingPanel peerId={peerId} state={range} />
      <ReputationOfNodePanel peerId={peerId} state={range} />
      <ConnectionsPanel peerId={peerId} />
    </Stack>
  );
}
