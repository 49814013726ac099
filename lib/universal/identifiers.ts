import { z } from "zod";

/** Text from outside: no NUL (PostgreSQL refuses it), no lone surrogates. */
export const PlainText = z
  .string()
  .refine((value) => !value.includes("\0") && value.isWellFormed(), "must not contain NUL or broken characters");

export const Id = z.uuid("must be a UUID");
/** An integer id of a protocol (node servers, node clients). */
export const IntegerId = z.coerce.number().int().min(1).max(2_147_483_647);

/** A byte count in JSON: decimal digits, because a fleet's total passes 2^53. */
export const BytesText = z.string().regex(/^-?\d+$/, "must be a whole number of bytes as text");
export const Instant = z.iso.datetime({ offset: true, message: "must be an ISO 8601 instant such as 2026-11-20T10:00:00Z" });
