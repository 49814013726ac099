import Link from "next/link";
import type { BillingEvent } from "#lib/package-queue/schema";
import { ExactTime } from "../ui/exact-time.tsx";
import type { Column } from "../ui/table/column.ts";
import { EventMark } from "./event-marks.tsx";
import { eventTypeWords, eventWords } from "./event-words.ts";
import { NextAttempt } from "./next-attempt.tsx";

export const eventColumns: Column<BillingEvent>[] = [
  {
    id: "created",
    header: "Time",
    card: "title",
    cell: ({ id, createdAt }) => (
      <Link href={`/admin/events?event=${id}`}>
        <ExactTime at={createdAt} />
      </Link>
    ),
  },
  { id: "state", header: "State", card: "mark", cell: (event) => <EventMark event={event} /> },
  { id: "seq", header: "Number", align: "end", cell: ({ seq }) => seq },
  { id: "type", header: "Event", cell: ({ type }) => <span title={type}>{eventTypeWords[type]}</span> },
  { id: "says", header: "Says", cell: (event) => eventWords(event) },
  { id: "user", header: "User", cell: ({ userEmail }) => userEmail },
  { id: "attempts", header: "Failed", align: "end", cell: ({ attempts }) => attempts },
  {
    id: "next",
    header: "Next attempt",
    isExtra: true,
    align: "end",
    cell: ({ nextAttemptAt }) => (nextAttemptAt ? <NextAttempt at={nextAttemptAt} /> : "–"),
  },
];
