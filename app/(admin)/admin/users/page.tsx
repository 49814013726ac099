import type { Metadata } from "next";
import { UsersPage } from "#components/users/users-page";
import { usersQuery } from "#lib/auth/client";
import { listUsers } from "#lib/auth/list-users";
import { packagesQuery } from "#lib/package-queue/client";
import { listPackages } from "#lib/package-queue/list-packages";
import { usersPageSize } from "../../../../components/users/users-page-size.ts";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Users" };

export default async function Page() {
  const ctx = await pageContext("/admin/users", "users:read");
  const { permissions } = ctx.actor;
  const users = { limit: usersPageSize };
  const packages = { limit: 500 };
  const can = {
    write: permissions.has("users:write"),
    readPackages: permissions.has("packages:read"),
    writePackages: permissions.has("packages:write"),
    readUsage: permissions.has("usage:read"),
    audit: permissions.has("settings:read"),
  };
  return (
    <Prefetch
      loads={[
        { query: usersQuery(users), run: () => firstPage(() => listUsers(ctx, users)) },
        { query: packagesQuery(packages), run: () => listPackages(ctx, packages) },
      ]}
    >
      <UsersPage can={can} />
    </Prefetch>
  );
}
