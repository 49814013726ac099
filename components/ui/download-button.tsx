"use client";
import { IconDownload } from "@tabler/icons-react";
import { Button } from "./button.tsx";

interface DownloadButtonProps {
  filename: string;
  /** Made when it is pressed. */
  text: () => string;
  variant?: "default" | "primary" | "subtle";
  isSmall?: boolean;
  onDone?: () => void;
  children: string;
}

/** Saves a text that the page holds as a file; what the API has is a `ButtonLink` with `download`. */
export function DownloadButton({ filename, text, variant, isSmall, onDone, children }: DownloadButtonProps) {
  const save = () => {
    const href = URL.createObjectURL(new Blob([text()], { type: "text/csv;charset=utf-8" }));
    Object.assign(document.createElement("a"), { href, download: filename }).click();
    // The browser has taken its own hold of the file by the next turn.
    setTimeout(() => URL.revokeObjectURL(href));
    onDone?.();
  };
  return (
    <Button variant={variant} isSmall={isSmall} icon={<IconDownload aria-hidden="true" />} onClick={save}>
      {children}
    </Button>
  );
}
