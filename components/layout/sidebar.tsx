"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type Account, activeHref, navigationFor } from "./navigation.ts";
import css from "./shell.module.css";

/** The product's map; it stands in a `<nav>`. `onNavigate` closes the drawer it stands in on a phone. */
export function Sidebar({ account, onNavigate }: { account: Account; onNavigate?: () => void }) {
  const pathname = usePathname();
  const sections = navigationFor(account);
  const active = activeHref(pathname, sections);
  return (
    <div className={css.nav}>
      {sections.map((section) => (
        <div key={section.label}>
          {sections.length > 1 && <p className={css.section}>{section.label}</p>}
          <ul className={css.list}>
            {section.items.map(({ href, label, icon: Icon }) => (
              <li key={href}>
                <Link href={href} className={css.link} aria-current={href === active ? "page" : undefined} onClick={onNavigate}>
                  <Icon size={17} stroke={1.75} />
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
