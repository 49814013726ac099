"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { packagesQuery } from "#lib/package-queue/client";
import type { Package } from "#lib/package-queue/schema";
import { formatBytes } from "#lib/universal/bytes";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { PackageMark } from "./package-mark.tsx";
import css from "./package-versions.module.css";
import { boughtCount, durationWords, itemsWords } from "./package-words.ts";

/** All versions of a series, the newest first; each leads to its own drawer. */
export function PackageVersions({ series, openId }: { series: string; openId: string }) {
  const query = useQuery(packagesQuery({ series, limit: 500 }));
  return (
    <QueryState query={query} what="the versions" skeleton={<Skeleton height="5rem" />}>
      {({ items }) => (
        <ol className={css.list}>
          {items.map((version) => (
            <li key={version.id} className={css.item}>
              <Link
                href={`/admin/packages?package=${version.id}`}
                aria-current={version.id === openId ? "true" : undefined}
                className={css.link}
              >
                <span className={css.name}>
                  v{version.version} {version.name}
                </span>
                <PackageMark sold={version} />
                <span className={css.note}>{termsWords(version)}</span>
              </Link>
            </li>
          ))}
        </ol>
      )}
    </QueryState>
  );
}

function termsWords({ trafficLimit, expireSeconds, availableGroup, items }: Package): string {
  const bought = boughtCount(items);
  const parts = [formatBytes(trafficLimit, { isTerse: true }), durationWords(expireSeconds), `group ${availableGroup}`];
  return [...parts, bought === 0 ? "never bought" : `${itemsWords(bought)} bought, ${items.active} active, ${items.inQueue} waiting`].join(
    " · ",
  );
}
