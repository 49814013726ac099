"use client";
import { useEffect, useState } from "react";

/** Writes to the clipboard and remembers for two seconds that it did. */
export function useCopied(): { isCopied: boolean; copy: (text: string) => void } {
  const [isCopied, setCopied] = useState(false);

  // The clock is the outside system.
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = (text: string) => void writeText(text).then(setCopied);
  return { isCopied, copy };
}

/** The clipboard API exists on https and localhost only; elsewhere a selected field and the old command. */
async function writeText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("readonly", "");
  const host = document.querySelector("dialog[open]") ?? document.body;
  host.append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  return isDone;
}
