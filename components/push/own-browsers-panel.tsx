"use client";
import { useQuery } from "@tanstack/react-query";
import { webPushQuery } from "#lib/notifications/client";
import type { PushBrowser } from "#lib/notifications/schema";
import { Button } from "../ui/button.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { notify } from "../ui/notify.ts";
import { Panel } from "../ui/panel.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { BrowserNotifications } from "./browser-notifications.tsx";
import { useRemembered } from "./remembered.ts";
import { useOwnBrowser } from "./use-own-browser.ts";

/** Of `/admin/channels`: how one is told in this browser, and in which others of one's own by Web Push. */
export function OwnBrowsersPanel() {
  const { data } = useQuery(webPushQuery());
  const hereId = useRemembered("push")?.split(" ")[0];
  const { remove } = useOwnBrowser();
  const others = (data?.browsers ?? []).filter(({ id }) => id !== hereId);
  return (
    <Panel title="Your browsers" note="Nobody else sees or changes them">
      <BrowserNotifications />
      {others.length > 0 && (
        <DataTable
          name="own-browsers"
          label="other browsers"
          columns={[
            ...columns,
            {
              id: "remove",
              header: "",
              align: "end",
              cell: ({ id, label }) => (
                <Button
                  isSmall
                  aria-label={`Remove ${label}`}
                  isLoading={remove.isPending && remove.variables === id}
                  onClick={() => remove.mutate(id, { onError: (error) => notify({ tone: "bad", text: reasonOf(error) }) })}
                >
                  Remove
                </Button>
              ),
            },
          ]}
          rows={others}
          rowKey={({ id }) => id}
          empty={null}
        />
      )}
    </Panel>
  );
}

const columns: Column<PushBrowser>[] = [
  { id: "label", header: "Also told", card: "title", cell: ({ label }) => label },
  { id: "service", header: "Push service", cell: ({ service }) => service },
  { id: "created", header: "Since", align: "end", cell: ({ createdAt }) => <ExactTime at={createdAt} /> },
];
