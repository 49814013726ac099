import type { Metadata } from "next";
import { ImportPage } from "#components/users/import-page";
import { pageContext } from "../../../../page-context.ts";

export const metadata: Metadata = { title: "Import users" };

export default async function Page() {
  await pageContext("/admin/users/import", "users:write");
  return <ImportPage />;
}
