import { z } from "zod";
import { BytesText } from "#lib/universal/identifiers";

/** Up and down in bytes, as JSON carries them. */
export const Traffic = z.object({ upload: BytesText, download: BytesText });
export type Traffic = z.infer<typeof Traffic>;

/** A decimal traffic factor as text: more than 0, at most 99999.999, three places. */
export const TrafficFactor = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(
    z
      .string()
      .regex(/^\d{1,5}(\.\d{1,3})?$/, "must be a decimal such as 1.5, with at most three places")
      .refine((value) => Number(value) > 0, "must be more than 0")
      .transform((value) => trimDecimal(value)),
  );

/** `1.500` → `1.5`, `2.000` → `2`. */
export function trimDecimal(value: string): string {
  return value.includes(".") ? value.replace(/\.?0+$/, "") : value.replace(/^0+(?=\d)/, "");
}
