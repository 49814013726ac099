import Link from "next/link";
import type { User } from "#lib/auth/schema";
import { ExactTime } from "../ui/exact-time.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { Tag } from "../ui/tag.tsx";

/** Whether an account can be used. */
export function AccountMark({ user, isPill = false }: { user: Pick<User, "disabledAt">; isPill?: boolean }) {
  const isDisabled = user.disabledAt !== null;
  return (
    <StatusMark tone={isDisabled ? "unknown" : "ok"} isPill={isPill}>
      {isDisabled ? "Disabled" : "Active"}
    </StatusMark>
  );
}

export const userColumns: Column<User>[] = [
  { id: "email", header: "E-mail", card: "title", cell: ({ id, email }) => <Link href={`/admin/users/${id}`}>{email}</Link> },
  { id: "account", header: "Account", card: "mark", cell: (user) => <AccountMark user={user} /> },
  { id: "name", header: "Name", cell: ({ name }) => name || "–" },
  { id: "role", header: "Role", cell: ({ role }) => <Tag isAccent={role === "admin"}>{role}</Tag> },
  { id: "uid", header: "Uid", align: "end", cell: ({ uid }) => uid },
  { id: "package", header: "Active package", cell: ({ activePackage }) => activePackage?.packageName ?? "none" },
  { id: "signIn", header: "Last sign-in", align: "end", cell: ({ lastSignInAt }) => <RelativeTime at={lastSignInAt} /> },
  { id: "created", header: "Created", align: "end", cell: ({ createdAt }) => <ExactTime at={createdAt} style="day" /> },
];
