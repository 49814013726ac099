const pieceBytes = 1024 * 1024;
const mostRows = 500;

/**
 * How many messages to read next, so that a page is about a megabyte: they are anything between 100 bytes and half a megabyte
 * each. At most `left`; `first` while nobody knows how long they are.
 */
export function nextPageSize(left: number, read: { rows: number; bytes: number }, first = 100): number {
  const fitting = read.rows === 0 ? first : Math.floor(pieceBytes / Math.max(1, read.bytes / read.rows));
  return Math.max(1, Math.min(left, mostRows, fitting));
}
