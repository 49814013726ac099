import { IconCircleCheck, IconInbox, IconSearchOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import css from "./state.module.css";

const icons = { nothing_yet: IconInbox, nothing_matches: IconSearchOff, all_good: IconCircleCheck };

export interface EmptyStateProps {
  /** Why it is empty: nothing ever came, the filter excludes all, or there is nothing to worry about. */
  kind: keyof typeof icons;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** What stands where rows or a chart would be. Say what would appear here and how to make it appear. */
export function EmptyState({ kind, title, children, action }: EmptyStateProps) {
  const Icon = icons[kind];
  return (
    <div className={css.state}>
      <span className={classNames(css.icon, kind === "all_good" && css.ok)}>
        <Icon size={20} stroke={1.5} aria-hidden="true" />
      </span>
      <p className={css.title}>{title}</p>
      {children && <p className={css.text}>{children}</p>}
      {action}
    </div>
  );
}
