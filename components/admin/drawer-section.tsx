import { type ReactNode, useId } from "react";
import css from "./drawer-section.module.css";

interface DrawerSectionProps {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** One titled part of a drawer. */
export function DrawerSection({ title, actions, children }: DrawerSectionProps) {
  const id = useId();
  return (
    <section className={css.section} aria-labelledby={id}>
      <header className={css.header}>
        <h3 id={id} className={css.title}>
          {title}
        </h3>
        {actions}
      </header>
      {children}
    </section>
  );
}
