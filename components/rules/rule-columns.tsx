import Link from "next/link";
import type { Rule } from "#lib/alerting/schema";
import { SeverityMark } from "../alerts/alert-marks.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { ruleStates } from "./rule-state.ts";
import { RuleSwitch } from "./rule-switch.tsx";

/** How a rule is: shape, colour and word. */
export function RuleMark({ state }: { state: Rule["state"] }) {
  const { tone, word } = ruleStates[state];
  return <StatusMark tone={tone}>{word}</StatusMark>;
}

/** How long the last evaluation took: `4.2 ms`. */
export function tookWords(durationMs: number | null): string {
  return durationMs === null ? "–" : `${durationMs.toFixed(durationMs < 10 ? 1 : 0)} ms`;
}

export function ruleColumns(canWrite: boolean): Column<Rule>[] {
  return [
    { id: "name", header: "Rule", card: "title", cell: ({ id, name }) => <Link href={`/admin/rules?rule=${id}`}>{name}</Link> },
    { id: "severity", header: "Severity", cell: ({ severity }) => <SeverityMark severity={severity} /> },
    { id: "words", header: "In words", card: "plain", cell: ({ words }) => words },
    { id: "state", header: "State", card: "mark", cell: ({ state }) => <RuleMark state={state} /> },
    {
      id: "open",
      header: "Open alerts",
      align: "end",
      cell: ({ id, openCount }) => (openCount === 0 ? "0" : <Link href={`/admin/alerts?rule=${id}`}>{openCount}</Link>),
    },
    {
      id: "evaluated",
      header: "Evaluated",
      align: "end",
      cell: ({ evaluatedAt }) => (evaluatedAt ? <RelativeTime at={evaluatedAt} /> : "Never"),
    },
    { id: "took", header: "Took", align: "end", cell: ({ durationMs }) => tookWords(durationMs) },
    { id: "resources", header: "Resources", align: "end", cell: ({ resourceCount }) => resourceCount, isExtra: true },
    { id: "enabled", header: "Enabled", cell: (rule) => <RuleSwitch rule={rule} canWrite={canWrite} /> },
  ];
}
