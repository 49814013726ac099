"use client";
import { IconCircleCheck, IconCircleX, IconX } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { Button, IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { dismiss, useToasts } from "./notify.ts";
import css from "./toaster.module.css";

/** Where `notify()` shows its messages: once, in the app shell. A popover, so that it lies above open dialogs. */
export function Toaster() {
  const toasts = useToasts();
  const region = useRef<HTMLDivElement>(null);

  // The top layer orders by the time of opening: opening again puts the newest message above a dialog.
  useEffect(() => {
    region.current?.hidePopover();
    if (toasts.length > 0) region.current?.showPopover();
  }, [toasts]);

  return (
    <div ref={region} popover="manual" className={css.toaster} role="status" aria-live="polite">
      {toasts.map(({ id, tone, text, undo }) => (
        <div key={id} className={classNames(css.toast, css[tone])}>
          {tone === "ok" ? <IconCircleCheck size={18} aria-hidden="true" /> : <IconCircleX size={18} aria-hidden="true" />}
          <span className={css.text}>{text}</span>
          {undo && (
            <Button
              isSmall
              onClick={() => {
                dismiss(id);
                undo();
              }}
            >
              Undo
            </Button>
          )}
          <IconButton isSmall label="Close message" onClick={() => dismiss(id)}>
            <IconX aria-hidden="true" />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
