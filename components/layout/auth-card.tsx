import type { ReactNode } from "react";
import css from "./auth-card.module.css";
import { Logo } from "./logo.tsx";

interface AuthCardProps {
  title: string;
  note?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}

/** The frame of pages before sign-in. */
export function AuthCard({ title, note, children, foot }: AuthCardProps) {
  return (
    <main className={css.page}>
      <div className={css.column}>
        <div className={css.brand}>
          <Logo size={40} />
          <div>
            <h1 className={css.title}>{title}</h1>
            {note && <p className={css.note}>{note}</p>}
          </div>
        </div>
        <div className={css.card}>{children}</div>
        {foot && <p className={css.foot}>{foot}</p>}
      </div>
    </main>
  );
}
