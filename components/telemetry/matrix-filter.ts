/** What the page of reputation asks for, on the server and in the browser. */
export function matrixFilter(isKnown: boolean): { known: boolean; maxAgeS: number; limit: number } {
  return { known: isKnown, maxAgeS: 300, limit: 100 };
}
