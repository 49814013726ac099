import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";
import css from "./message-page.module.css";

/** A page that only says something: not found, failed. */
export function MessagePage({ title, children, action }: { title: string; children: ReactNode; action: ReactNode }) {
  return (
    <main className={css.page}>
      <Logo size={40} />
      <h1 className={css.title}>{title}</h1>
      <p className={css.text}>{children}</p>
      {action}
    </main>
  );
}
