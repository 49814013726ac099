import Link from "next/link";
import type { Alert } from "#lib/alerting/schema";
import { resourceWords } from "./alert-words.ts";
import { resourceHref } from "./resource-href.ts";

/** What an alert is about, leading to its page where it has one. */
export function ResourceLink({ alert }: { alert: Pick<Alert, "resourceType" | "resourceId"> }) {
  const href = resourceHref(alert);
  const words = resourceWords(alert);
  return href ? <Link href={href}>{words}</Link> : words || "–";
}
