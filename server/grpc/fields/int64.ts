import type { Bytes } from "#lib/universal/bytes";
import { snakeCase } from "./snake-case.ts";

const most = 2n ** 63n - 1n;
const least = -(2n ** 63n);

/**
 * Byte counts as int64 fields of one message. A sum beyond 63 bits holds the nearest that fits, and its exact decimal text
 * stands in `beyond_int64` under the field's name.
 */
export function int64s<K extends string>(counts: Record<K, Bytes>): Record<K, bigint> & { beyondInt64: Record<string, string> } {
  const fields = {} as Record<K, bigint>;
  const beyondInt64: Record<string, string> = {};
  for (const name of Object.keys(counts) as K[]) {
    const value = BigInt(counts[name]);
    fields[name] = value > most ? most : value < least ? least : value;
    if (fields[name] !== value) beyondInt64[snakeCase(name)] = String(value);
  }
  return { ...fields, beyondInt64 };
}

/** A count that may be unknown and fits 63 bits. */
export function optionalInt64(value: Bytes | null): bigint | undefined {
  return value === null ? undefined : BigInt(value);
}
