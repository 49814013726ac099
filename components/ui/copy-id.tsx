"use client";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { classNames } from "./class-names.ts";
import css from "./copy-id.module.css";
import { useCopied } from "./use-copied.ts";

/** An id that copies itself; a UUID shows its first eight characters, the copy has all. */
export function CopyId({ id, what = "id" }: { id: string | number; what?: string }) {
  const { isCopied, copy } = useCopied();
  const text = String(id);
  const Icon = isCopied ? IconCheck : IconCopy;
  return (
    <button
      type="button"
      className={classNames(css.id, isCopied && css.copied)}
      onClick={() => copy(text)}
      title={`${text} — copy ${what}`}
      aria-label={`Copy ${what} ${text}`}
    >
      {text.length > 12 ? text.slice(0, 8) : text}
      <Icon size={13} aria-hidden="true" />
    </button>
  );
}
