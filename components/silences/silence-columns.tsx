"use client";
import { IconClockEdit, IconPlayerStop } from "@tabler/icons-react";
import type { SilenceState, SilenceView } from "#lib/alerting/schema";
import { Button } from "../ui/button.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Row } from "../ui/layout.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { StatusMark, type Tone } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import css from "./silence-columns.module.css";

// A silence is no good state: what it hides is not known to be well.
const marks: Record<SilenceState, { tone: Tone; word: string }> = {
  active: { tone: "warn", word: "Active" },
  future: { tone: "unknown", word: "Planned" },
  expired: { tone: "unknown", word: "Ended" },
};

interface Actions {
  onExtend: (silence: SilenceView) => void;
  onEnd: (silence: SilenceView) => void;
}

/** Without `actions` the person may only look. When one begins matters while it has not begun, what it mutes while it holds. */
export function silenceColumns(state: SilenceState, actions: Actions | undefined): Column<SilenceView>[] {
  const columns: Column<SilenceView>[] = [
    { id: "words", header: "Silences", card: "title", width: "30%", cell: ({ words }) => words },
    {
      id: "state",
      header: "State",
      card: "mark",
      cell: ({ state }) => <StatusMark tone={marks[state].tone}>{marks[state].word}</StatusMark>,
    },
    { id: "why", header: "Why", width: "24%", cell: ({ comment }) => comment },
    { id: "by", header: "By", cell: ({ createdBy }) => createdBy },
    {
      id: "mutes",
      header: "Mutes now",
      align: "end",
      isExtra: state !== "active",
      cell: ({ mutedCount }) => mutedCount.toLocaleString("en"),
    },
    {
      id: "from",
      header: "Begins",
      align: "end",
      isExtra: state !== "future",
      cell: ({ from }) => <ExactTime at={from} style="minute" />,
    },
    {
      id: "to",
      header: state === "expired" ? "Ended" : "Ends",
      align: "end",
      cell: ({ to, endedBy }) => (
        <span className={css.when}>
          <ExactTime at={to} style="minute" />
          <span className={css.quiet}>
            <RelativeTime at={to} />
            {endedBy && ` by ${endedBy}`}
          </span>
        </span>
      ),
    },
  ];
  if (!actions || state === "expired") return columns;
  return [
    ...columns,
    {
      id: "actions",
      header: "Actions",
      align: "end",
      card: "plain",
      isFixed: true,
      cell: (silence) =>
        silence.state === "expired" ? null : (
          <Row isOneLine>
            <Button isSmall variant="subtle" icon={<IconClockEdit aria-hidden="true" />} onClick={() => actions.onExtend(silence)}>
              Change
            </Button>
            <Button isSmall variant="subtle" icon={<IconPlayerStop aria-hidden="true" />} onClick={() => actions.onEnd(silence)}>
              {silence.state === "future" ? "Take back" : "End now"}
            </Button>
          </Row>
        ),
    },
  ];
}
