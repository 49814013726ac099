import { type Bytes, formatBytes, formatBytesExact } from "#lib/universal/bytes";

/** A byte count in IEC units; the full number on hover and for screen readers that read titles. */
export function BytesText({ bytes }: { bytes: Bytes }) {
  return <span title={formatBytesExact(bytes)}>{formatBytes(bytes)}</span>;
}
