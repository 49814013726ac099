import type { Metadata } from "next";
import { SilencesPage } from "#components/silences/silences-page";
import { silencesQuery } from "#lib/alerting/client";
import { listSilences } from "#lib/alerting/list-silences";
import { silenceFilterOfPage } from "../../../../components/silences/silence-params.ts";
import type { PageSearch } from "../../../../components/ui/range/range-params.ts";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Silences" };

export default async function Page({ searchParams }: { searchParams: PageSearch }) {
  const ctx = await pageContext("/admin/silences", "monitoring:read");
  const filter = await silenceFilterOfPage(searchParams);
  return (
    <Prefetch loads={[{ query: silencesQuery(filter), run: () => firstPage(() => listSilences(ctx, filter)) }]}>
      <SilencesPage canWrite={ctx.actor.permissions.has("monitoring:write")} />
    </Prefetch>
  );
}
