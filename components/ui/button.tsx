import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import css from "./button.module.css";
import { classNames } from "./class-names.ts";

interface Look {
  /** `primary` once per view, `danger` for what cannot be undone, `subtle` inside toolbars. */
  variant?: "default" | "primary" | "danger" | "subtle";
  isSmall?: boolean;
  isWide?: boolean;
  icon?: ReactNode;
}

type ButtonProps = Look & { isLoading?: boolean } & Omit<ComponentProps<"button">, "className">;

/** A button with words. While `isLoading` it keeps its width, cannot be pressed and says it is busy. */
export function Button({ variant, isSmall, isWide, icon, isLoading = false, children, disabled, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || isLoading}
      aria-busy={isLoading || undefined}
      className={lookOf({ variant, isSmall, isWide })}
    >
      {isLoading ? <span className={css.spinner} aria-hidden /> : icon}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<Look, "isWide" | "icon"> & { label: string; children: ReactNode } & Omit<
    ComponentProps<"button">,
    "className" | "aria-label"
  >;

/** A button that is only an icon; `label` is its name and its tooltip. */
export function IconButton({ variant = "subtle", isSmall, label, children, type = "button", ...rest }: IconButtonProps) {
  return (
    <button title={label} {...rest} type={type} aria-label={label} className={classNames(lookOf({ variant, isSmall }), css.icon)}>
      {children}
    </button>
  );
}

type ButtonLinkProps = Look & { href: string; children: ReactNode; download?: boolean | string };

/** A link that looks like a button; with `download` a plain anchor to a file of the API. */
export function ButtonLink({ variant, isSmall, isWide, icon, href, children, download }: ButtonLinkProps) {
  const className = lookOf({ variant, isSmall, isWide });
  if (download !== undefined) {
    return (
      <a href={href} download={download} className={className}>
        {icon}
        {children}
      </a>
    );
  }
  return (
    <Link href={href} className={className}>
      {icon}
      {children}
    </Link>
  );
}

function lookOf({ variant = "default", isSmall, isWide }: Look): string {
  return classNames(css.button, css[variant], isSmall && css.small, isWide && css.wide);
}
