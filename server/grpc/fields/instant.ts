import { type Timestamp, timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";

/** An instant of an answer; absent when there is none. */
export function timestamp(instant: string | null): Timestamp | undefined {
  return instant === null ? undefined : timestampFromDate(new Date(instant));
}

/** An instant of a request as the operation reads it. One that no calendar has goes on as such: the operation names its field. */
export function instantText(at: Timestamp | undefined): string | undefined {
  if (at === undefined) return undefined;
  const date = timestampDate(at);
  return Number.isNaN(date.getTime()) ? "out of range" : date.toISOString();
}
