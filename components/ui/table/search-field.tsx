"use client";
import { IconSearch } from "@tabler/icons-react";
import { debounce, parseAsString, useQueryState } from "nuqs";
import css from "./search-field.module.css";

/** The page's search text, in the URL as `?q=`. */
export function useSearchText(): string {
  return useQueryState("q", parseAsString.withDefault(""))[0];
}

/** Filters the page's table; `/` moves the focus here. The URL follows 200 ms after the last key. */
export function SearchField({ label }: { label: string }) {
  const [text, setText] = useQueryState("q", parseAsString.withDefault("").withOptions({ limitUrlUpdates: debounce(200) }));
  return (
    <label className={css.field}>
      <span className="fl-sr-only">{label}</span>
      <IconSearch aria-hidden="true" />
      <input
        type="search"
        data-page-search
        className={css.input}
        placeholder={label}
        value={text}
        maxLength={120}
        onChange={(event) => void setText(event.currentTarget.value || null)}
      />
    </label>
  );
}
