import type { RuleFileProblem, RuleImport } from "#lib/alerting/schema";
import type { Column } from "../ui/table/column.ts";

const actions: Record<RuleImport["rules"][number]["action"], string> = { create: "Is made", update: "Is changed", keep: "Stays" };

/** What is wrong with a file, by line. */
export const ruleProblemColumns: Column<RuleFileProblem>[] = [
  { id: "line", header: "Line", align: "end", card: "mark", cell: ({ line }) => line },
  { id: "path", header: "Place", card: "title", cell: ({ path }) => path || "file" },
  { id: "detail", header: "Problem", card: "plain", cell: ({ detail }) => detail },
];

/** What would become of each rule of a file. */
export const plannedRuleColumns: Column<RuleImport["rules"][number]>[] = [
  { id: "name", header: "Rule", card: "title", cell: ({ name }) => name },
  {
    id: "action",
    header: "What happens",
    card: "mark",
    cell: ({ action, changes }) => (changes.length === 0 ? actions[action] : `${actions[action]}: ${changes.join(", ")}`),
  },
  { id: "words", header: "In words", card: "plain", cell: ({ words }) => words },
];
