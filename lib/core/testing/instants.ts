/** "Now" of tests unless they say otherwise: a Friday noon without any zone's DST change near. */
export const noon = new Date("2026-11-20T12:00:00.000Z");

/** An instant from ISO text; a date that JavaScript would silently move (30 February) is an error. */
export function instant(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || (text.endsWith("Z") && !at.toISOString().startsWith(text.slice(0, 16))))
    throw new RangeError(`Not an instant: ${text}`);
  return at;
}

/** `noon` moved by seconds, minutes, hours or days. */
export function fromNoon(offset: { days?: number; hours?: number; minutes?: number; seconds?: number }): Date {
  const { days = 0, hours = 0, minutes = 0, seconds = 0 } = offset;
  return new Date(noon.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
}
