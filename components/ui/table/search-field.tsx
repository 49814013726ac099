"use client";
import { IconSearch } from "@tabler/icons-react";
import { parseAsString, useQueryState } from "nuqs";
import css from "./search-field.module.css";
import { useSearchParam } from "./use-search-param.ts";

/** The page's search text, in the URL as `?q=`. */
export function useSearchText(): string {
  return useQueryState("q", parseAsString.withDefault(""))[0];
}

/** Filters the page's table; `/` moves the focus to the one without a name of its own. */
export function SearchField({ label, name = "q" }: { label: string; name?: string }) {
  const { text, change, settle } = useSearchParam(name);
  return (
    <label className={css.field}>
      <span className="fl-sr-only">{label}</span>
      <IconSearch aria-hidden="true" />
      <input
        type="search"
        data-page-search={name === "q" || undefined}
        className={css.input}
        placeholder={label}
        value={text}
        maxLength={120}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={settle}
      />
    </label>
  );
}
