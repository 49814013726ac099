import type { Metadata } from "next";
import { KeysPage } from "#components/keys/keys-page";
import { apiKeysQuery } from "#lib/auth/client";
import { listApiKeys } from "#lib/auth/list-api-keys";
import { keyFilterOfPage } from "../../../../components/keys/key-filter-params.ts";
import { keysPageSize } from "../../../../components/keys/keys-page-size.ts";
import type { PageSearch } from "../../../../components/ui/range/range-params.ts";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "API keys" };

export default async function Page({ searchParams }: { searchParams: PageSearch }) {
  const ctx = await pageContext("/admin/keys", "settings:read");
  const { permissions } = ctx.actor;
  const keys = { ...(await keyFilterOfPage(searchParams)), limit: keysPageSize };
  return (
    <Prefetch loads={[{ query: apiKeysQuery(keys), run: () => firstPage(() => listApiKeys(ctx, keys)) }]}>
      <KeysPage canWrite={permissions.has("settings:write")} held={[...permissions]} />
    </Prefetch>
  );
}
