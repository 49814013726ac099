import type { ReactNode } from "react";
import { StatusMark } from "../ui/status-mark.tsx";
import css from "./notification-row.module.css";

interface NotificationRowProps {
  title: string;
  /** What it does, in one sentence. */
  text: string;
  isOn: boolean;
  action: ReactNode;
  /** What is wrong, or missing. */
  children?: ReactNode;
}

/** One way in which this browser tells of alerts, with its switch. */
export function NotificationRow({ title, text, isOn, action, children }: NotificationRowProps) {
  return (
    <li className={css.row}>
      <div className={css.words}>
        <h3 className={css.title}>
          {title} <StatusMark tone={isOn ? "ok" : "unknown"}>{isOn ? "On" : "Off"}</StatusMark>
        </h3>
        <p className={css.text}>{text}</p>
      </div>
      {action}
      {children && <div className={css.more}>{children}</div>}
    </li>
  );
}
