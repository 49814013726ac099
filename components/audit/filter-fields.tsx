"use client";
import { type FormEvent, useId } from "react";
import css from "./audit-filters.module.css";

interface FilterTextProps {
  label: string;
  hint: string;
  value: string | null;
  onChange: (value: string | null) => void;
  /** A datalist with suggestions. */
  listId?: string;
  /** `/` moves the focus here. */
  isPageSearch?: boolean;
}

/** A whole value, taken with Enter, on leaving the field, or when a suggestion is chosen: half an id finds nothing. */
export function FilterText({ label, hint, value, onChange, listId, isPageSearch }: FilterTextProps) {
  const id = useId();
  const apply = (text: string) => {
    const trimmed = text.trim();
    if (trimmed !== (value ?? "")) onChange(trimmed === "" ? null : trimmed);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    apply(String(new FormData(event.currentTarget).get("text") ?? ""));
  };
  return (
    <form onSubmit={onSubmit} className={css.field}>
      <label htmlFor={id} className="fl-sr-only">
        {label}
      </label>
      <input
        key={value ?? ""}
        id={id}
        name="text"
        type="search"
        className={css.input}
        placeholder={label}
        title={hint}
        defaultValue={value ?? ""}
        maxLength={400}
        list={listId}
        autoComplete="off"
        data-page-search={isPageSearch || undefined}
        onBlur={(event) => apply(event.currentTarget.value)}
      />
    </form>
  );
}

interface FilterSelectProps {
  label: string;
  /** The choice that narrows nothing. */
  all: string;
  value: string | null;
  options: readonly { value: string; label: string }[];
  onChange: (value: string | null) => void;
}

/** One of the names that the log knows; one that stands in the URL is offered even if it is not among them. */
export function FilterSelect({ label, all, value, options, onChange }: FilterSelectProps) {
  const known = value === null || options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
  return (
    <label className={css.field}>
      <span className="fl-sr-only">{label}</span>
      <select className={css.input} value={value ?? ""} onChange={(event) => onChange(event.currentTarget.value || null)}>
        <option value="">{all}</option>
        {known.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
