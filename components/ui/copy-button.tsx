"use client";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { Button, IconButton } from "./button.tsx";
import { useCopied } from "./use-copied.ts";

/** Copies `text`; says so for two seconds, to screen readers too. `what` names it: `token`. */
export function CopyButton({ text, what, isIcon = false }: { text: string; what: string; isIcon?: boolean }) {
  const { isCopied, copy } = useCopied();
  const Icon = isCopied ? IconCheck : IconCopy;
  const announcement = (
    <span className="fl-sr-only" aria-live="polite">
      {isCopied ? `${what} copied` : ""}
    </span>
  );
  if (isIcon) {
    return (
      <>
        <IconButton isSmall label={`Copy ${what}`} onClick={() => copy(text)}>
          <Icon aria-hidden="true" />
        </IconButton>
        {announcement}
      </>
    );
  }
  return (
    <>
      <Button onClick={() => copy(text)} icon={<Icon aria-hidden="true" />}>
        {isCopied ? "Copied" : `Copy ${what}`}
      </Button>
      {announcement}
    </>
  );
}
