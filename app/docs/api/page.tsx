import type { Metadata } from "next";
import { ApiReference } from "#components/docs/api-reference";
import { PageHeader } from "#components/ui/page-header";

export const metadata: Metadata = { title: "API reference" };

export default function ApiReferencePage() {
  return (
    <main>
      <PageHeader
        title="API reference"
        note="Every route of this installation, from the schemas that check its requests."
        back={{ href: "/my", label: "Fleetlight" }}
      />
      <ApiReference url="/api/v1/openapi.json" />
    </main>
  );
}
