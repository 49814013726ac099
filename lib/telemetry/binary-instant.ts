/** 2000-01-01, where PostgreSQL's instants begin. */
const epochMs = 946_684_800_000;
const twoTo32 = 2 ** 32;

/** A timestamptz in PostgreSQL's binary form with its length before it: µs since 2000. @returns where the next value begins */
export function writeInstant(buffer: Buffer, at: number, ms: number, micros: number): number {
  buffer.writeInt32BE(8, at);
  const us = (ms - epochMs) * 1000 + micros;
  if (Number.isSafeInteger(us)) writeWhole(buffer, at + 4, us);
  else buffer.writeBigInt64BE(BigInt(ms - epochMs) * 1000n + BigInt(micros), at + 4);
  return at + 12;
}

/** A whole number below 2^53 as a bigint in binary form, without its length. */
export function writeWhole(buffer: Buffer, at: number, value: number): void {
  const high = Math.floor(value / twoTo32);
  buffer.writeInt32BE(high, at);
  buffer.writeUInt32BE(value - high * twoTo32, at + 4);
}
