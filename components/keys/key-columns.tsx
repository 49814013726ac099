"use client";
import Link from "next/link";
import type { ApiKey } from "#lib/auth/schema";
import { useNow } from "../providers/clock.ts";
import { ExactTime } from "../ui/exact-time.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import css from "./key-columns.module.css";
import { keyMarks, keyState } from "./key-state.ts";
import { permissionWords } from "./permission-groups.ts";

/** Whether a key works, by this moment's clock. */
export function KeyMark({ apiKey }: { apiKey: ApiKey }) {
  const { tone, word } = keyMarks[keyState(apiKey, useNow(1000))];
  return <StatusMark tone={tone}>{word}</StatusMark>;
}

export const keyColumns: Column<ApiKey>[] = [
  { id: "name", header: "Name", card: "title", cell: ({ id, name }) => <Link href={`/admin/keys?key=${id}`}>{name}</Link> },
  { id: "state", header: "State", card: "mark", cell: (apiKey) => <KeyMark apiKey={apiKey} /> },
  { id: "prefix", header: "Prefix", cell: ({ prefix }) => <code className={css.prefix}>{prefix}</code> },
  {
    id: "permissions",
    header: "May",
    cell: ({ permissions }) => (
      <span className={css.permissions} title={permissions.join(", ")}>
        {permissionWords(permissions)}
      </span>
    ),
  },
  { id: "by", header: "Made by", cell: ({ createdBy }) => createdBy?.email ?? "no account" },
  { id: "created", header: "Made", align: "end", cell: ({ createdAt }) => <ExactTime at={createdAt} style="day" />, isExtra: true },
  {
    id: "expires",
    header: "Expires",
    align: "end",
    cell: ({ expiresAt }) => (expiresAt === null ? "never" : <RelativeTime at={expiresAt} />),
  },
  { id: "used", header: "Last used", align: "end", cell: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} /> },
  {
    id: "revoked",
    header: "Revoked",
    align: "end",
    isExtra: true,
    cell: ({ revokedAt }) => (revokedAt === null ? "–" : <ExactTime at={revokedAt} />),
  },
];
