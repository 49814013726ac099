"use client";
import css from "./copy-block.module.css";
import { CopyButton } from "./copy-button.tsx";

/** A text to take along (a token, lines of a configuration) with its name in lower case and a copy button. */
export function CopyBlock({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <h3 className={css.label}>{name.charAt(0).toUpperCase() + name.slice(1)}</h3>
      <code className={css.text}>{value}</code>
      <CopyButton text={value} what={name} />
    </div>
  );
}
