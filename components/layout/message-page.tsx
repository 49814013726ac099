import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";
import css from "./message-page.module.css";

interface MessagePageProps {
  title: string;
  children: ReactNode;
  action: ReactNode;
  /** Within the shell, which has the document's `main` already. */
  isInside?: boolean;
}

/** A page that only says something: not found, failed. */
export function MessagePage({ title, children, action, isInside = false }: MessagePageProps) {
  const Frame = isInside ? "div" : "main";
  return (
    <Frame className={css.page}>
      <Logo size={40} />
      <h1 className={css.title}>{title}</h1>
      <p className={css.text}>{children}</p>
      {action}
    </Frame>
  );
}
