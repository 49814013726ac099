/** Joins the class names that are given: `classNames(css.root, isActive && css.active)`. */
export function classNames(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
