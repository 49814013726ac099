"use client";
import { Fragment } from "react";
import { Modal } from "../ui/dialog/modal.tsx";
import type { NavigationItem } from "./navigation.ts";
import css from "./palette.module.css";

const general: [keys: string[], what: string][] = [
  [["Ctrl", "K"], "Go to a page or do something"],
  [["/"], "Search on this page"],
  [["?"], "This list"],
  [["Esc"], "Close"],
  [["↑", "↓"], "Move between rows of a table"],
  [["←", "→"], "Move through a chart; with Shift select a range, Enter zooms"],
];

/** Every key the product listens to. */
export function ShortcutsDialog({ isOpen, onClose, items }: { isOpen: boolean; onClose: () => void; items: readonly NavigationItem[] }) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title="Keyboard shortcuts">
      <dl className={css.shortcuts}>
        {[...general, ...items.map((item): [string[], string] => [["g", item.shortcut], `Go to ${item.label}`])].map(([keys, what]) => (
          <Fragment key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} className={css.kbd}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </Fragment>
        ))}
      </dl>
    </Modal>
  );
}
