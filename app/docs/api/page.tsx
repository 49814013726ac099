import type { Metadata } from "next";
import { ApiReference } from "#components/docs/api-reference";

export const metadata: Metadata = { title: "API reference" };

/** Public: what the routes are is no secret, only what they answer. */
export default function ApiReferencePage() {
  return <ApiReference url="/api/v1/openapi.json" />;
}
