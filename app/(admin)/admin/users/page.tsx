import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { UsersPage } from "#components/users/users-page";
import { usersQuery } from "#lib/auth/client";
import { listUsers } from "#lib/auth/list-users";
import type { PageSearch } from "../../../../components/ui/range/range-params.ts";
import { userFilterOfPage } from "../../../../components/users/user-filter-params.ts";
import { usersPageSize } from "../../../../components/users/users-page-size.ts";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Users" };

export default async function Page({ searchParams }: { searchParams: PageSearch }) {
  const ctx = await pageContext("/admin/users", "users:read");
  const { user } = await searchParams;
  // Where an account's drawer was before it had a page.
  if (typeof user === "string") redirect(`/admin/users/${encodeURIComponent(user)}`);
  const users = { ...(await userFilterOfPage(searchParams)), limit: usersPageSize };
  return (
    <Prefetch loads={[{ query: usersQuery(users), run: () => firstPage(() => listUsers(ctx, users)) }]}>
      <UsersPage canWrite={ctx.actor.permissions.has("users:write")} />
    </Prefetch>
  );
}
