import path from "node:path";

/** The URL path of a folder of app/: groups vanish, `[id]` becomes `{id}`, `[...rest]` becomes `{...rest}`. */
export function pathOfFolder(root: string, folder: string): string {
  const parts = path.relative(root, folder).split(path.sep);
  const kept = parts.filter((part) => part !== "" && !/^\(.*\)$/.test(part));
  return `/${kept.map((part) => part.replace(/^\[+(.*?)\]+$/, "{$1}")).join("/")}`;
}
