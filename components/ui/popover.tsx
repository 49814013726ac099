"use client";
import { type ComponentProps, type ReactNode, useEffect, useId, useRef, useState } from "react";
import css from "./menu.module.css";
import { placePopover } from "./place-popover.ts";

interface PopoverProps {
  /** Draws the trigger; spread the props on a button. */
  trigger: (props: TriggerProps) => ReactNode;
  align?: "start" | "end";
  /** `menu` for lists of actions (arrow keys move), `dialog` for forms; named by `label`. */
  role: "menu" | "dialog";
  label: string;
  /** Drawn only while open; call `close` after a choice. */
  children: (close: () => void) => ReactNode;
}

export type TriggerProps = Pick<ComponentProps<"button">, "id" | "popoverTarget" | "aria-expanded" | "aria-haspopup">;

/** The browser's own popover under a button: closes by Esc and by a press elsewhere, gives the focus back. */
export function Popover({ trigger, align = "end", role, label, children }: PopoverProps) {
  const popover = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const triggerId = `${id}-trigger`;

  // Position and focus belong to the browser's layout; they follow once the content is there.
  useEffect(() => {
    const button = document.getElementById(triggerId);
    if (!isOpen || !popover.current || !button) return;
    placePopover(popover.current, button, align);
    popover.current.querySelector<HTMLElement>("[data-first], [role^=menuitem], input, button, select")?.focus();
  }, [isOpen, align, triggerId]);

  return (
    <>
      {trigger({ id: triggerId, popoverTarget: id, "aria-expanded": isOpen, "aria-haspopup": role })}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is a menu or a dialog, both take a name */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the role is a menu or a dialog */}
      <div
        ref={popover}
        id={id}
        popover="auto"
        role={role}
        aria-label={label}
        className={css.menu}
        onToggle={(event) => setOpen(event.newState === "open")}
        onKeyDown={role === "menu" ? moveFocus : undefined}
      >
        {isOpen && children(() => popover.current?.hidePopover())}
      </div>
    </>
  );
}

const steps: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role^=menuitem]")];
  const index = items.indexOf(document.activeElement as HTMLElement);
  items[step(index, items.length)]?.focus();
}
