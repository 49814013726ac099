"use client";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { channelsQuery, notificationKeys } from "#lib/notifications/client";
import type { AlertChannel, AlertChannelMade } from "#lib/notifications/schema";
import { cappedCount } from "../events/capped-count.ts";
import { HealthMark } from "../events/event-marks.tsx";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { SecretDialog } from "../ui/dialog/secret-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { ChannelForm } from "./channel-form.tsx";
import { kindWords } from "./kind-words.ts";

const columns: Column<AlertChannel>[] = [
  { id: "name", header: "Channel", card: "title", cell: ({ id, name }) => <Link href={`/admin/channels?channel=${id}`}>{name}</Link> },
  { id: "health", header: "Health", card: "mark", cell: ({ health }) => <HealthMark health={health} /> },
  { id: "kind", header: "Kind", cell: ({ kind }) => kindWords[kind] },
  { id: "address", header: "Leads to", cell: ({ address }) => address },
  { id: "success", header: "Last success", align: "end", cell: ({ lastSuccessAt }) => <RelativeTime at={lastSuccessAt} /> },
  { id: "waiting", header: "Waiting", align: "end", cell: ({ waiting }) => cappedCount(waiting) },
  { id: "dead", header: "Given up", align: "end", cell: ({ dead }) => cappedCount(dead) },
];

/** Ways to people with their health. */
export function ChannelsPanel({ canWrite, onOpen }: { canWrite: boolean; onOpen: (id: string) => void }) {
  const [isCreating, setCreating] = useState(false);
  const [made, setMade] = useState<AlertChannelMade>();
  const query = useQuery(channelsQuery());
  const queryClient = useQueryClient();
  const create = canWrite && (
    <Button isSmall variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setCreating(true)}>
      New channel
    </Button>
  );
  return (
    <Panel title="Channels" note="A channel is told of what its routes send there" actions={create} isFlush>
      <QueryState query={query} what="the channels" skeleton={<TableSkeleton columns={7} />}>
        {({ items }) => (
          <DataTable
            name="channels"
            label="channels"
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            onRowOpen={({ id }) => onOpen(id)}
            empty={
              <EmptyState kind="nothing_yet" title="Nobody is told of alerts">
                Make a channel, send a test to it, and name it in a route.
              </EmptyState>
            }
          />
        )}
      </QueryState>
      <Modal isOpen={isCreating} onClose={() => setCreating(false)} title="New channel">
        <ChannelForm
          onCancel={() => setCreating(false)}
          onDone={(channel) => {
            setCreating(false);
            setMade("secret" in channel ? channel : undefined);
            void queryClient.invalidateQueries({ queryKey: notificationKeys.all });
          }}
        />
      </Modal>
      <SecretDialog
        isOpen={made?.secret !== undefined}
        onClose={() => setMade(undefined)}
        title={`Signing secret of ${made?.name ?? ""}`}
        warning="Copy it now: the receiver verifies messages with it. It is kept encrypted and is never shown again."
        secrets={made?.secret === undefined ? [] : [{ name: "secret", value: made.secret }]}
      />
    </Panel>
  );
}
