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

const onAlerts: [keys: string[], what: string][] = [
  [["j", "k"], "Alerts: next and previous alert"],
  [["Enter"], "Alerts: open the alert"],
  [["a"], "Alerts: acknowledge, with an undo for 10 s"],
  [["r"], "Alerts: resolve, after a question"],
  [["x"], "Alerts: select; Esc clears the selection"],
];

/** Every key the product listens to. */
export function ShortcutsDialog({ isOpen, onClose, items }: { isOpen: boolean; onClose: () => void; items: readonly NavigationItem[] }) {
  const keys = items.some(({ href }) => href === "/admin/alerts") ? [...general, ...onAlerts] : general;
  return (
    <Modal isOpen={isOpen} onClose={onClose} title="Keyboard shortcuts">
      <dl className={css.shortcuts}>
        {[...keys, ...items.map((item): [string[], string] => [["g", item.shortcut], `Go to ${item.label}`])].map(([names, what]) => (
          <Fragment key={what}>
            <dt>
              {names.map((key) => (
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
