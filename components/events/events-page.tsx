"use client";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Segmented } from "../ui/segmented.tsx";
import type { EventsCan } from "./events-can.ts";
import { EventsPanel } from "./events-panel.tsx";
import { MailPanel } from "./mail-panel.tsx";
import { type EventsTab, useEventsParams } from "./use-events-params.ts";
import { WebhooksPanel } from "./webhooks-panel.tsx";

const EventDrawer = lazyDialog(
  () => import("./event-drawer.tsx").then((module) => module.EventDrawer),
  ({ id }) => id !== null,
);
const WebhookDrawer = lazyDialog(
  () => import("./webhook-drawer.tsx").then((module) => module.WebhookDrawer),
  ({ id }) => id !== null,
);
const DeliveryDialog = lazyDialog(
  () => import("./delivery-dialog.tsx").then((module) => module.DeliveryDialog),
  ({ id }) => id !== null,
);

const tabs: { value: EventsTab; label: string }[] = [
  { value: "events", label: "Events" },
  { value: "webhooks", label: "Webhooks" },
  { value: "mail", label: "E-mail" },
];

/** `/admin/events`: what was billed and what expired, and who outside was told. Drawers stand in the URL. */
export function EventsPage({ can }: { can: EventsCan }) {
  const [{ tab: asked, event, webhook, delivery }, setParams] = useEventsParams();
  const tab = can.readTargets ? asked : "events";
  const switcher = can.readTargets && (
    <Segmented label="View" options={tabs} value={tab} onChange={(value) => void setParams({ tab: value, sent: null })} />
  );
  return (
    <Stack>
      <PageHeader title="Events" note="What was billed and what expired, and who outside was told" actions={switcher} />
      {tab === "events" && <EventsPanel can={can} />}
      {tab === "webhooks" && <WebhooksPanel canWrite={can.writeTargets} />}
      {tab === "mail" && <MailPanel canWrite={can.writeTargets} />}
      <EventDrawer id={event} onClose={() => void setParams({ event: null })} canRetry={can.retry} />
      <WebhookDrawer id={webhook} onClose={() => void setParams({ webhook: null, sent: null })} canWrite={can.writeTargets} />
      <DeliveryDialog id={delivery} onClose={() => void setParams({ delivery: null })} canWrite={can.writeTargets} />
    </Stack>
  );
}
