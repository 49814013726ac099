import { IconChevronLeft } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import css from "./page-header.module.css";

interface PageHeaderProps {
  title: string;
  /** What the page is about, or the status of the one thing it shows. */
  note?: ReactNode;
  /** Beside the title: a status mark, a tag. */
  mark?: ReactNode;
  /** The list this page belongs to. */
  back?: { href: string; label: string };
  /** Top right: the range control, the page's one primary button. */
  actions?: ReactNode;
}

/** The page's only h1 with its actions. */
export function PageHeader({ title, note, mark, back, actions }: PageHeaderProps) {
  return (
    <header className={css.header}>
      <div className={css.heading}>
        {back && (
          <Link href={back.href} className={css.back}>
            <IconChevronLeft size={14} aria-hidden="true" />
            {back.label}
          </Link>
        )}
        <div className={css.line}>
          <h1 className={css.title}>{title}</h1>
          {mark}
        </div>
        {note && <p className={css.note}>{note}</p>}
      </div>
      {actions && <div className={css.actions}>{actions}</div>}
    </header>
  );
}
