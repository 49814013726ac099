import type { Metadata } from "next";
import { JobsPage } from "#components/jobs/jobs-page";
import { jobsQuery } from "#lib/jobs/client";
import { listJobs } from "#lib/jobs/list-jobs";
import { pageContext } from "../../../page-context.ts";
import { Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Jobs" };

export default async function Page() {
  const ctx = await pageContext("/admin/jobs", "settings:read");
  return (
    <Prefetch loads={[{ query: jobsQuery(), run: () => listJobs(ctx, {}) }]}>
      <JobsPage canWrite={ctx.actor.permissions.has("settings:write")} />
    </Prefetch>
  );
}
