"use client";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { classNames } from "./class-names.ts";
import css from "./copy-id.module.css";
import { useCopied } from "./use-copied.ts";

/** An id that copies itself: of a UUID the first eight characters are shown, of another long one both its ends; the copy has all. */
export function CopyId({ id, what = "id" }: { id: string | number; what?: string }) {
  const { isCopied, copy } = useCopied();
  const text = String(id);
  const isUuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
  // Ids of one kind often begin alike (12D3KooW…): their end tells them apart.
  const shown = text.length <= 14 ? text : isUuid ? text.slice(0, 8) : `${text.slice(0, 6)}…${text.slice(-6)}`;
  const Icon = isCopied ? IconCheck : IconCopy;
  return (
    <button
      type="button"
      className={classNames(css.id, isCopied && css.copied)}
      onClick={() => copy(text)}
      title={`${text} — copy ${what}`}
      aria-label={`Copy ${what} ${isUuid ? text : shown}`}
    >
      {shown}
      <Icon size={13} aria-hidden="true" />
    </button>
  );
}
