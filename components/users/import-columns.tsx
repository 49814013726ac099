import type { ImportedUser, ImportProblem } from "#lib/auth/schema";
import type { Column } from "../ui/table/column.ts";
import { Tag } from "../ui/tag.tsx";
import css from "./import-columns.module.css";

export const importProblemColumns: Column<ImportProblem>[] = [
  { id: "line", header: "Line", card: "title", cell: ({ line }) => `Line ${line}`, width: "6rem", sortBy: ({ line }) => line },
  { id: "column", header: "Column", card: "mark", cell: ({ column }) => column ?? "–", sortBy: ({ column }) => column },
  { id: "detail", header: "Problem", card: "plain", cell: ({ detail }) => detail },
  {
    id: "value",
    header: "What stands there",
    cell: ({ value }) => (value === "" ? "nothing" : <code className={css.value}>{value}</code>),
  },
];

export const importUserColumns: Column<ImportedUser>[] = [
  { id: "email", header: "E-mail", card: "title", cell: ({ email }) => email },
  { id: "line", header: "Line", cell: ({ line }) => line },
  { id: "name", header: "Name", cell: ({ name }) => name || "–" },
  { id: "role", header: "Role", card: "mark", cell: ({ role }) => <Tag isAccent={role === "admin"}>{role}</Tag> },
];
