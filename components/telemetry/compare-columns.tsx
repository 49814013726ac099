import type { BenchmarkComparison } from "#lib/telemetry/benchmark-schema";
import type { Column } from "../ui/table/column.ts";
import { Tag } from "../ui/tag.tsx";
import { ChangeMark } from "./change-mark.tsx";
import { countWords, durationWords, nanosecondWords, notTold } from "./node-words.ts";

type Event = BenchmarkComparison["events"][number];
type Target = BenchmarkComparison["targets"][number];

export const comparedEventColumns: Column<Event>[] = [
  { id: "name", header: "Event", card: "title", cell: ({ name, nth }) => (nth > 1 ? `${name} (${nth})` : name) },
  { id: "phase", header: "Phase", cell: ({ phase }) => <Tag>{phase}</Tag> },
  { id: "a", header: "A", align: "end", sortBy: ({ aOffsetMs }) => aOffsetMs, cell: ({ aOffsetMs }) => durationWords(aOffsetMs) },
  { id: "b", header: "B", align: "end", sortBy: ({ bOffsetMs }) => bOffsetMs, cell: ({ bOffsetMs }) => durationWords(bOffsetMs) },
  {
    id: "change",
    header: "Change",
    align: "end",
    card: "mark",
    cell: ({ aOffsetMs, bOffsetMs }) => <ChangeMark a={aOffsetMs} b={bOffsetMs} />,
  },
];

const words = (ns: number | undefined) => (ns === undefined ? notTold : nanosecondWords(ns));

function figures(side: "a" | "b", letter: "A" | "B"): Column<Target>[] {
  return [
    {
      id: `${side}-count`,
      header: `${letter} calls`,
      align: "end",
      isExtra: true,
      sortBy: (row) => row[side]?.count ?? null,
      cell: (row) => countWords(row[side]?.count ?? null),
    },
    {
      id: `${side}-median`,
      header: `${letter} median`,
      align: "end",
      sortBy: (row) => row[side]?.median ?? null,
      cell: (row) => words(row[side]?.median),
    },
    {
      id: `${side}-p90`,
      header: `${letter} 90 %`,
      align: "end",
      sortBy: (row) => row[side]?.p90 ?? null,
      cell: (row) => words(row[side]?.p90),
    },
  ];
}

export const comparedTargetColumns: Column<Target>[] = [
  {
    id: "name",
    header: "Call",
    card: "title",
    sortBy: ({ target, name }) => `${target} ${name}`,
    cell: ({ target, name }) => `${name}, ${target}`,
  },
  ...figures("a", "A"),
  ...figures("b", "B"),
  {
    id: "change",
    header: "Median",
    align: "end",
    card: "mark",
    cell: ({ a, b }) => <ChangeMark a={a?.median ?? null} b={b?.median ?? null} />,
  },
];
