import { locale } from "#lib/universal/locale";

const names = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });

/** `Germany` of `DE`, with the place if there is one: `Frankfurt, Germany`. Empty when neither is known. */
export function placeName(country: string | null, location: string): string {
  return [location, country ? names.of(country) : ""].filter(Boolean).join(", ");
}
