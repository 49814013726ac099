import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import css from "./tag.module.css";

/** A small quiet label: a protocol, a group, a class of route. */
export function Tag({ children, isAccent = false, title }: { children: ReactNode; isAccent?: boolean; title?: string }) {
  return (
    <span className={classNames(css.tag, isAccent && css.accent)} title={title}>
      {children}
    </span>
  );
}

/** A traffic factor as users know it: `1.500` is `×1.5`. */
export function FactorTag({ factor }: { factor: string }) {
  const isOne = Number(factor) === 1;
  return (
    <Tag isAccent={!isOne} title={isOne ? "Billed as moved" : `Each byte moved is billed as ${formatFactor(factor).slice(1)} bytes`}>
      {formatFactor(factor)}
    </Tag>
  );
}

/** `×1.5` of `1.500`; `×2` of `2.000`. */
export function formatFactor(factor: string): string {
  return `×${factor.includes(".") ? factor.replace(/\.?0+$/, "") : factor}`;
}
