import { locale } from "#lib/universal/locale";

const number = new Intl.NumberFormat(locale);

/** What a run counted, as lines of a table: `deletedRows: 1200` → `Deleted rows`, `1,200`; an object's fields by `of`. */
export function resultRows(result: Record<string, unknown>, prefix = ""): [name: string, value: string][] {
  return Object.entries(result).flatMap(([key, value]): [string, string][] => {
    const name = prefix === "" ? words(key) : `${prefix}, ${words(key).toLowerCase()}`;
    return isPlainObject(value) && Object.keys(value).length > 0 ? resultRows(value, name) : [[name, valueWords(value)]];
  });
}

/** `deletedRows`, `deleted_rows` → `Deleted rows`. A job's or table's name with dots stays as it is. */
function words(key: string): string {
  if (key.includes(".")) return key;
  const text = key
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "number") return number.format(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(valueWords).join(", ");
  return Object.keys(value).length === 0 ? "nothing" : JSON.stringify(value);
}
