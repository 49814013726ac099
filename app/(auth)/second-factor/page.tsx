import type { Metadata } from "next";
import { SecondFactorPage } from "#components/auth/second-factor-page";
import { getMe } from "#lib/auth/get-me";
import { pageContext } from "../../page-context.ts";

export const metadata: Metadata = { title: "Second factor" };

export default async function Page() {
  const ctx = await pageContext("/second-factor");
  return <SecondFactorPage isOn={(await getMe(ctx, {})).hasSecondFactor} />;
}
