import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import css from "./notice.module.css";

const icons = { info: IconInfoCircle, ok: IconCircleCheck, warn: IconAlertTriangle, bad: IconCircleX };

interface NoticeProps {
  tone?: keyof typeof icons;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** A message that belongs to the place it stands in. Bad and warn are announced when they appear. */
export function Notice({ tone = "info", title, children, action }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={classNames(css.notice, css[tone])} role={tone === "bad" || tone === "warn" ? "alert" : "status"}>
      <Icon aria-hidden="true" />
      <div className={css.body}>
        {title && <p className={css.title}>{title}</p>}
        {children}
      </div>
      {action}
    </div>
  );
}
