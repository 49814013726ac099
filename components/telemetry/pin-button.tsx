"use client";
import { IconPin, IconPinFilled } from "@tabler/icons-react";
import { IconButton } from "../ui/button.tsx";
import { usePinned } from "./use-pinned.ts";

/** Keeps a node at the top of the list. */
export function PinButton({ peerId, name }: { peerId: string; name: string }) {
  const { pinned, toggle } = usePinned();
  const isPinned = pinned.has(peerId);
  const Icon = isPinned ? IconPinFilled : IconPin;
  return (
    <IconButton isSmall label={`Pin ${name}`} aria-pressed={isPinned} onClick={() => toggle(peerId)}>
      <Icon aria-hidden="true" />
    </IconButton>
  );
}
