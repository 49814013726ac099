import type { Delivery } from "#lib/notifications/schema";
import { ExactTime } from "../ui/exact-time.tsx";
import type { Column } from "../ui/table/column.ts";
import { DeliveryMark } from "./event-marks.tsx";
import { NextAttempt } from "./next-attempt.tsx";

const state: Column<Delivery> = { id: "state", header: "State", card: "mark", cell: (delivery) => <DeliveryMark delivery={delivery} /> };
const attempts: Column<Delivery> = { id: "attempts", header: "Attempts", align: "end", cell: ({ attempts: tried }) => tried };
const next: Column<Delivery> = {
  id: "next",
  header: "Next attempt",
  align: "end",
  cell: ({ nextAttemptAt }) => (nextAttemptAt ? <NextAttempt at={nextAttemptAt} /> : "–"),
};
const error: Column<Delivery> = { id: "error", header: "Last error", cell: ({ lastError }) => lastError ?? "–" };

const recipient: Column<Delivery> = { id: "recipient", header: "To", cell: ({ recipient: to, targetName }) => to ?? targetName };

/** Deliveries of one endpoint. */
export const webhookDeliveryColumns: Column<Delivery>[] = [
  { id: "created", header: "Time", card: "title", cell: ({ createdAt }) => <ExactTime at={createdAt} /> },
  state,
  { id: "topic", header: "Event", cell: ({ topic }) => topic },
  error,
  { ...attempts, isExtra: true },
  { ...next, isExtra: true },
];

/** Deliveries of one channel, which may have many recipients. */
export const channelDeliveryColumns: Column<Delivery>[] = webhookDeliveryColumns.flatMap((column) =>
  column.id === "topic"
    ? [recipient, { ...column, header: "What", cell: ({ topic }) => (topic === "channel.test" ? "Test" : "Alerts") }]
    : [column],
);

/** What was mailed to whom. */
export const mailColumns: Column<Delivery>[] = [
  { id: "recipient", header: "To", card: "title", cell: ({ recipient }) => recipient ?? "–" },
  state,
  { id: "subject", header: "Subject", cell: ({ subject }) => subject ?? "–" },
  { id: "created", header: "Time", cell: ({ createdAt }) => <ExactTime at={createdAt} /> },
  attempts,
  next,
  error,
];
