import { z } from "zod";

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Property = z.object({
  type: z.string().optional(),
  enum: z.array(Scalar).optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  items: z.object({ type: z.string().optional(), enum: z.array(Scalar).optional() }).optional(),
});
const ParamsSchema = z.object({ properties: z.record(z.string(), Property.catch({})).default({}) });

/** One parameter of a kind as the form shows it; `kind` says which control. */
export interface ParamField {
  /** As the API names it. */
  name: string;
  label: string;
  hint: string;
  kind: "number" | "text" | "choice" | "flag" | "list" | "json";
  options: string[];
  /** Of a list: whether its items are numbers. */
  isNumeric: boolean;
  initial: string | boolean;
}

const units: Record<string, string> = { Percent: "%", Seconds: "s", Minutes: "min", Hours: "h", Days: "d", Bytes: "bytes", Ms: "ms" };

/** The form of a kind from the JSON Schema of its parameters. What no control fits is edited as JSON. */
export function paramFields(schema: Record<string, unknown>): ParamField[] {
  const parsed = ParamsSchema.safeParse(schema);
  if (!parsed.success) return [];
  return Object.entries(parsed.data.properties).map(([name, property]) => {
    const kind = kindOf(property);
    return {
      name,
      label: labelOf(name),
      hint: hintOf(property, kind),
      kind,
      options: (property.enum ?? []).map(String),
      isNumeric: property.items?.type === "integer" || property.items?.type === "number",
      initial: textOf(kind, property.default),
    };
  });
}

function kindOf({ type, enum: choices, items }: z.output<typeof Property>): ParamField["kind"] {
  if (choices) return "choice";
  if (type === "integer" || type === "number") return "number";
  if (type === "boolean") return "flag";
  if (type === "string") return "text";
  return type === "array" && items?.type !== undefined && items.type !== "object" && items.type !== "array" ? "list" : "json";
}

/** `abovePercent` → `Above (%)`, `nodeServerIds` → `Node server ids`. */
function labelOf(name: string): string {
  const unit = Object.keys(units).find((suffix) => name.endsWith(suffix) && name !== suffix);
  const words = (unit ? name.slice(0, -unit.length) : name).replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${unit ? ` (${units[unit]})` : ""}`;
}

function hintOf({ minimum, maximum, items, default: initial }: z.output<typeof Property>, kind: ParamField["kind"]): string {
  const range = minimum !== undefined && maximum !== undefined ? `${minimum} to ${maximum}` : "";
  if (kind === "number") return [range, initial === undefined ? "" : `${initial} unless said`].filter(Boolean).join("; ");
  if (kind === "list") return `Separated by commas; empty is all${items?.enum ? `: ${items.enum.join(", ")}` : ""}`;
  return kind === "json" ? "As JSON" : "";
}

/** A value of the API as its control shows it. */
export function textOf(kind: ParamField["kind"], value: unknown): string | boolean {
  if (kind === "flag") return value === true;
  if (value === undefined || value === null) return "";
  if (kind === "list" && Array.isArray(value)) return value.map(String).join(", ");
  return kind === "json" ? JSON.stringify(value) : String(value);
}

/**
 * What a control says as a value of the API; undefined leaves the parameter to its default. What is no number is sent as it
 * is: the server names it.
 */
export function paramOf({ kind, isNumeric }: Pick<ParamField, "kind" | "isNumeric">, said: unknown): unknown {
  if (kind === "flag") return said === true;
  const text = String(said ?? "").trim();
  if (kind === "list") {
    const items = text.split(",").map((item) => item.trim());
    return items.filter((item) => item !== "").map((item) => (isNumeric ? numberOf(item) : item));
  }
  if (text === "") return undefined;
  if (kind === "number") return numberOf(text);
  if (kind !== "json") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The number that a text says, or the text. */
export function numberOf(text: string): number | string {
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
