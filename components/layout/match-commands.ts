import type { ReactNode } from "react";

/** Something that can be gone to or done from the palette. */
export interface PaletteCommand {
  label: string;
  /** What kind it is: `Fleet`, `Theme`. */
  group: string;
  icon?: ReactNode;
  run: () => void;
}

/** Commands that contain every typed word; those whose name begins with the text come first, else the given order. */
export function matchCommands(commands: readonly PaletteCommand[], text: string): PaletteCommand[] {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/).filter(Boolean);
  const matching = commands.filter(({ label, group }) => words.every((word) => `${label} ${group}`.toLowerCase().includes(word)));
  const isPrefix = ({ label }: PaletteCommand) => label.toLowerCase().startsWith(wanted);
  return [...matching.filter(isPrefix), ...matching.filter((command) => !isPrefix(command))];
}
