/** Types of the elements, as PostgreSQL numbers them. */
const oid = { text: 25, date: 1082, boolean: 16, integer: 23, timestamptz: 1184 } as const;

/**
 * An array without nulls in PostgreSQL's binary form, as the value of a parameter: a thousand elements are written and read in
 * a fraction of the time that their text takes. `write` puts an element with its length before it and answers where the next
 * one begins; `bytes` is what all of them take.
 */
export function binaryArray<T>(
  type: keyof typeof oid,
  values: readonly T[],
  bytes: number,
  write: (buffer: Buffer, at: number, value: T) => number,
): Buffer {
  const isEmpty = values.length === 0;
  const buffer = Buffer.allocUnsafe(isEmpty ? 12 : 20 + bytes);
  buffer.writeInt32BE(isEmpty ? 0 : 1, 0);
  buffer.writeInt32BE(0, 4);
  buffer.writeInt32BE(oid[type], 8);
  if (isEmpty) return buffer;
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16);
  values.reduce((at, value) => write(buffer, at, value), 20);
  return buffer;
}

/** The same of texts that are there in binary form, with their lengths. */
export function binaryTexts(values: readonly Buffer[]): Buffer {
  const bytes = values.reduce((sum, { length }) => sum + length, 0);
  return binaryArray("text", values, bytes, (buffer, at, value) => {
    buffer.set(value, at);
    return at + value.length;
  });
}
