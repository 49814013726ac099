/**
 * Whether a JSON text nests deeper than so many levels, known before anything parses it: brackets outside strings are
 * counted. Most texts have fewer brackets than that altogether, which a few searches tell.
 */
export function isNestedDeeper(text: string, levels: number): boolean {
  return hasMoreBrackets(text, levels) && deepest(text, levels) > levels;
}

function hasMoreBrackets(text: string, most: number): boolean {
  let found = 0;
  for (const bracket of ["{", "["])
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) if (++found > most) return true;
  return false;
}

/** Stops as soon as `enough` is passed. */
function deepest(text: string, enough: number): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === 92) at++;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 91 || char === 123) {
      depth++;
      if (depth > most) most = depth;
      if (most > enough) return most;
    } else if (char === 93 || char === 125) depth--;
  }
  return most;
}
