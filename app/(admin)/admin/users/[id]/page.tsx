import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { UserPage } from "#components/users/user-page";
import { userQuery } from "#lib/auth/client";
import { getUser } from "#lib/auth/get-user";
import { isDomainError } from "#lib/core/errors";
import { userPackagesQuery } from "#lib/package-queue/client";
import { getUserPackages } from "#lib/package-queue/get-user-packages";
import { usageQuery, usualNodesQuery } from "#lib/usage/client";
import { getUsage } from "#lib/usage/get-usage";
import { listUsualNodes } from "#lib/usage/list-usual-nodes";
import { type PageSearch, rangeOfPage } from "../../../../../components/ui/range/range-params.ts";
import { usageQueryInput } from "../../../../../components/usage/usage-query-input.ts";
import { userCan } from "../../../../../components/users/user-can.ts";
import { pageContext, pageZone } from "../../../../page-context.ts";
import { Prefetch } from "../../../../prefetch.tsx";

export const metadata: Metadata = { title: "User" };

export default async function Page({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: PageSearch }) {
  const { id: given } = await params;
  const ctx = await pageContext(`/admin/users/${given}`, "users:read");
  const user = await getUser(ctx, { id: given }).catch((error: unknown) => {
    if (isDomainError(error)) notFound();
    throw error;
  });
  const { id } = user;
  const can = userCan(ctx.actor.permissions);
  const usage = usageQueryInput(await rangeOfPage(searchParams, ctx.now, "30d"), await pageZone(), "none", id);
  const usual = { days: 30, userId: id };
  const packages = { query: userPackagesQuery(id), run: () => getUserPackages(ctx, { userId: id }) };
  const traffic = [
    { query: usageQuery(usage), run: () => getUsage(ctx, usage) },
    { query: usualNodesQuery(usual), run: () => listUsualNodes(ctx, usual) },
  ];
  return (
    <Prefetch
      loads={[{ query: userQuery(id), run: async () => user }, ...(can.readPackages ? [packages] : []), ...(can.readUsage ? traffic : [])]}
    >
      <UserPage id={id} can={can} />
    </Prefetch>
  );
}
