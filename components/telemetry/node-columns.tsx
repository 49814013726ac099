import Link from "next/link";
import type { NodeView } from "#lib/telemetry/schema";
import { CopyId } from "../ui/copy-id.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import type { Column, SortValue } from "../ui/table/column.ts";
import { Tag } from "../ui/tag.tsx";
import css from "./node-columns.module.css";
import { ChainNodeMark } from "./node-mark.tsx";
import { countWords, durationWords, heightWords, rateWords, shortVersion } from "./node-words.ts";
import { PinButton } from "./pin-button.tsx";
import { Uptime } from "./uptime.tsx";

type Shown = Omit<Column<NodeView>, "sortBy" | "align">;

/** A number, at the end of its cell; nodes that do not tell it come last. */
function figure(column: Shown & { sortBy: (node: NodeView) => SortValue }): Column<NodeView> {
  return { align: "end", ...column };
}

const time = (at: string | null) => (at === null ? null : Date.parse(at));

/** What the live list can show of a node; the last few only when asked for. */
export const chainNodeColumns: Column<NodeView>[] = [
  {
    id: "name",
    header: "Node",
    card: "title",
    isFixed: true,
    sortBy: ({ name }) => name,
    cell: ({ peerId, name }) => (
      <span className={css.name}>
        <Link href={`/admin/telemetry/nodes/${encodeURIComponent(peerId)}`} prefetch={false}>
          {name || peerId}
        </Link>
        <PinButton peerId={peerId} name={name || peerId} />
      </span>
    ),
  },
  { id: "status", header: "State", card: "mark", sortBy: ({ status }) => status, cell: ({ status }) => <ChainNodeMark status={status} /> },
  { id: "chain", header: "Chain", sortBy: ({ chain }) => chain, cell: ({ chain }) => chain },
  {
    id: "version",
    header: "Version",
    card: "none",
    isExtra: true,
    sortBy: ({ version }) => version,
    cell: ({ version }) => <span title={version}>{shortVersion(version)}</span>,
  },
  {
    id: "authority",
    header: "Role",
    card: "none",
    sortBy: ({ authority }) => (authority ? 0 : 1),
    cell: ({ authority }) => (authority ? <Tag isAccent>Validator</Tag> : <Tag>Full node</Tag>),
  },
  figure({
    id: "best",
    header: "Best block",
    width: "6.75rem",
    sortBy: ({ bestHeight }) => bestHeight,
    cell: ({ bestHeight }) => heightWords(bestHeight),
  }),
  figure({
    id: "finalized",
    header: "Finalized",
    width: "6.75rem",
    sortBy: ({ finalizedHeight }) => finalizedHeight,
    cell: ({ finalizedHeight }) => heightWords(finalizedHeight),
  }),
  figure({
    id: "block-time",
    header: "Block time",
    card: "none",
    width: "5rem",
    sortBy: ({ blockTimeMs }) => blockTimeMs,
    cell: ({ blockTimeMs }) => durationWords(blockTimeMs),
  }),
  figure({ id: "peers", header: "Peers", width: "4rem", sortBy: ({ peers }) => peers, cell: ({ peers }) => countWords(peers) }),
  figure({
    id: "queue",
    header: "Tx queue",
    width: "5rem",
    isExtra: true,
    sortBy: ({ txCount }) => txCount,
    cell: ({ txCount }) => countWords(txCount),
  }),
  figure({
    id: "last-seen",
    header: "Last seen",
    width: "6rem",
    sortBy: ({ lastSeenAt }) => time(lastSeenAt),
    cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} />,
  }),
  figure({
    id: "uptime",
    header: "Uptime",
    isExtra: true,
    // The longest first when going down: the earliest start.
    sortBy: ({ startedAt }) => (startedAt === null ? null : -Date.parse(startedAt)),
    cell: ({ startedAt }) => <Uptime startedAt={startedAt} />,
  }),
  figure({
    id: "upload",
    header: "Up",
    isExtra: true,
    sortBy: ({ uploadBytesPerS }) => uploadBytesPerS,
    cell: ({ uploadBytesPerS }) => rateWords(uploadBytesPerS),
  }),
  figure({
    id: "download",
    header: "Down",
    isExtra: true,
    sortBy: ({ downloadBytesPerS }) => downloadBytesPerS,
    cell: ({ downloadBytesPerS }) => rateWords(downloadBytesPerS),
  }),
  figure({
    id: "propagation",
    header: "Propagation",
    isExtra: true,
    sortBy: ({ propagationMs }) => propagationMs,
    cell: ({ propagationMs }) => durationWords(propagationMs),
  }),
  {
    id: "implementation",
    header: "Implementation",
    isExtra: true,
    sortBy: ({ implementation }) => implementation,
    cell: ({ implementation }) => implementation,
  },
  { id: "peer", header: "Peer id", isExtra: true, card: "none", cell: ({ peerId }) => <CopyId id={peerId} what="peer id" /> },
];
