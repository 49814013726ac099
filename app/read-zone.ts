import { isTimeZone } from "#lib/universal/time-zone";
import type { KnownZone } from "../components/providers/zone-cookie.ts";

/** The zone in the cookie's value; undefined without one and for one this runtime does not know. */
export function readZone(value: string | undefined): KnownZone | undefined {
  if (value === undefined) return undefined;
  const zone = value.replace(/^auto:/, "");
  return isTimeZone(zone) ? { zone, isChosen: zone === value } : undefined;
}
