import type { Metadata } from "next";
import { AcknowledgeLinkPage } from "#components/alerts/acknowledge-link-page";

export const metadata: Metadata = { title: "Acknowledge alerts" };

export default function Page() {
  return <AcknowledgeLinkPage />;
}
