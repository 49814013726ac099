import type { Metadata } from "next";
import { MyPackages } from "#components/package-queue/my-packages";
import { userPackagesQuery } from "#lib/package-queue/client";
import { getUserPackages } from "#lib/package-queue/get-user-packages";
import { pageContext } from "../../../page-context.ts";
import { Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "My packages" };

export default async function Page() {
  const ctx = await pageContext("/my/packages");
  return (
    <Prefetch loads={[{ query: userPackagesQuery(), run: () => getUserPackages(ctx, {}) }]}>
      <MyPackages />
    </Prefetch>
  );
}
