"use client";
import { IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { IconButton } from "../button.tsx";
import { classNames } from "../class-names.ts";
import css from "./modal.module.css";

interface ModalProps {
  isOpen: boolean;
  /** Called by Esc, the close button and a press outside. */
  onClose: () => void;
  title: ReactNode;
  /** `drawer` slides in at the side and is as high as the page. */
  kind?: "dialog" | "wide" | "drawer";
  /** A press outside does not close it: what it shows would be lost (a secret, a long form). */
  isSticky?: boolean;
  children: ReactNode;
}

/**
 * The browser's own dialog: it holds the focus, gives it back on closing, closes by Esc and makes the rest inert.
 * Children are mounted only while it is open, so a form inside starts fresh each time.
 */
export function Modal({ isOpen, onClose, title, kind = "dialog", isSticky = false, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  // The dialog element is opened by a method only.
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      className={classNames(css.dialog, kind === "drawer" && css.drawer, kind === "wide" && css.wide)}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (!isSticky && event.target === dialog.current) onClose();
      }}
    >
      {isOpen && (
        <>
          <header className={css.header}>
            <h2 id={id} className={css.title}>
              {title}
            </h2>
            <IconButton label="Close" onClick={onClose}>
              <IconX aria-hidden="true" />
            </IconButton>
          </header>
          <div className={css.body}>{children}</div>
        </>
      )}
    </dialog>
  );
}

/** The buttons at the end of a dialog or a form, the main one last. */
export function ModalFooter({ children }: { children: ReactNode }) {
  return <div className={css.footer}>{children}</div>;
}
