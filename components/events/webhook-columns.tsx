import Link from "next/link";
import type { Webhook } from "#lib/notifications/schema";
import { RelativeTime } from "../ui/relative-time.tsx";
import type { Column } from "../ui/table/column.ts";
import { cappedCount } from "./capped-count.ts";
import { HealthMark } from "./event-marks.tsx";

export const webhookColumns: Column<Webhook>[] = [
  {
    id: "url",
    header: "Endpoint",
    card: "title",
    cell: ({ id, url }) => <Link href={`/admin/events?tab=webhooks&webhook=${id}`}>{url}</Link>,
  },
  { id: "health", header: "Health", card: "mark", cell: ({ health }) => <HealthMark health={health} /> },
  { id: "description", header: "Description", cell: ({ description }) => description || "–" },
  { id: "events", header: "Events", cell: ({ eventTypes }) => eventTypes.join(", ") },
  { id: "success", header: "Last success", align: "end", cell: ({ lastSuccessAt }) => <RelativeTime at={lastSuccessAt} /> },
  { id: "waiting", header: "Waiting", align: "end", cell: ({ waiting }) => cappedCount(waiting) },
  { id: "dead", header: "Dead", align: "end", cell: ({ dead }) => cappedCount(dead) },
];
