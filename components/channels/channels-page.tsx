"use client";
import { useQueryState } from "nuqs";
import { OwnBrowsersPanel } from "../push/own-browsers-panel.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ChannelDrawer } from "./channel-drawer.tsx";
import { ChannelsPanel } from "./channels-panel.tsx";
import { RouteTester } from "./route-tester.tsx";
import { RoutesPanel } from "./routes-panel.tsx";

/** `/admin/channels`: who is told of alerts, by what, and which alerts go where. */
export function ChannelsPage({ canWrite }: { canWrite: boolean }) {
  const [open, setOpen] = useQueryState("channel");
  return (
    <Stack>
      <PageHeader title="Channels" note="Who is told of alerts, and of which" />
      <ChannelsPanel canWrite={canWrite} onOpen={(id) => void setOpen(id)} />
      <OwnBrowsersPanel />
      <RoutesPanel canWrite={canWrite} />
      <RouteTester />
      <ChannelDrawer id={open} onClose={() => void setOpen(null)} canWrite={canWrite} />
    </Stack>
  );
}
