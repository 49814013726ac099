import { z } from "zod";

/** How a column arrives from pg or Prisma, made one type. Use these in the row schemas of `rows()`. */
export const column = {
  /** int8 and sums of it: pg gives bigint or text, Prisma bigint or Decimal. Output bigint. */
  bytes: z
    .union([
      z.bigint(),
      z.number(),
      z.string(),
      z.custom<{ toFixed(): string }>((value) => typeof value === "object" && value !== null && "toFixed" in value),
    ])
    .transform((value) => (typeof value === "object" ? BigInt(value.toFixed()) : BigInt(value))),
  /** numeric: exact decimal text. */
  decimal: z
    .union([
      z.string(),
      z.number(),
      z.custom<{ toFixed(): string }>((value) => typeof value === "object" && value !== null && "toFixed" in value),
    ])
    .transform((value) => (typeof value === "object" ? value.toFixed() : String(value))),
  /** count(*), int4: a safe JavaScript number. */
  count: z.union([z.number(), z.bigint(), z.string()]).transform(Number).pipe(z.number().int()),
  instant: z.date(),
};
