"use client";
import { IconCheck } from "@tabler/icons-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import css from "./menu.module.css";
import { Popover, type TriggerProps } from "./popover.tsx";

export type MenuItem =
  | {
      kind?: "action";
      label: string;
      icon?: ReactNode;
      onSelect: () => void;
      isDanger?: boolean;
      isDisabled?: boolean;
      disabledReason?: string;
    }
  | { kind: "link"; label: string; icon?: ReactNode; href: string; isDownload?: boolean }
  | { kind: "choice"; label: string; icon?: ReactNode; isChosen: boolean; onSelect: () => void; staysOpen?: boolean }
  | { kind: "separator" }
  | { kind: "caption"; label: string };

interface MenuProps {
  label: string;
  items: MenuItem[];
  trigger: (props: TriggerProps) => ReactNode;
  align?: "start" | "end";
}

/** Actions under a button; arrow keys move, Enter chooses, Esc closes. */
export function Menu({ label, items, trigger, align = "end" }: MenuProps) {
  return (
    <Popover label={label} role="menu" align={align} trigger={trigger}>
      {(close) =>
        items.map((item, index) => <Fragment key={"label" in item ? item.label : `separator-${index}`}>{drawItem(item, close)}</Fragment>)
      }
    </Popover>
  );
}

function drawItem(item: MenuItem, close: () => void): ReactNode {
  switch (item.kind) {
    case "separator":
      return <hr className={css.separator} style={{ border: 0 }} />;
    case "caption":
      return <p className={css.caption}>{item.label}</p>;
    case "link":
      return item.isDownload ? (
        <a role="menuitem" tabIndex={-1} className={css.item} href={item.href} download onClick={close}>
          {item.icon}
          {item.label}
        </a>
      ) : (
        <Link role="menuitem" tabIndex={-1} className={css.item} href={item.href} onClick={close}>
          {item.icon}
          {item.label}
        </Link>
      );
    case "choice":
      return (
        <button
          type="button"
          role="menuitemcheckbox"
          aria-checked={item.isChosen}
          tabIndex={-1}
          className={css.item}
          onClick={() => choose(item, close)}
        >
          {item.icon}
          {item.label}
          {item.isChosen && <IconCheck className={css.check} aria-hidden="true" />}
        </button>
      );
    default:
      return (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={item.isDisabled || undefined}
          title={item.disabledReason}
          className={classNames(css.item, item.isDanger && css.danger)}
          onClick={() => !item.isDisabled && choose(item, close)}
        >
          {item.icon}
          {item.label}
        </button>
      );
  }
}

function choose(item: { onSelect: () => void; staysOpen?: boolean }, close: () => void): void {
  if (!item.staysOpen) close();
  item.onSelect();
}
