const [quote, backslash, comma, colon] = [34, 92, 44, 58];
const [openList, closeList, openObject, closeObject] = [91, 93, 123, 125];

/**
 * The texts of a list's elements as they were written, each to be parsed by itself: one that is not JSON spoils no other. Undefined
 * where the text is no list.
 */
export function elementsOf(text: string): string[] | undefined {
  const list = text.trim();
  if (list.charCodeAt(0) !== openList) return undefined;
  const elements: string[] = [];
  let start = 1;
  const end = walk(list, (code, at) => {
    if (code !== comma && code !== closeList) return;
    elements.push(list.slice(start, at));
    start = at + 1;
  });
  if (end !== list.length) return undefined;
  return elements.length === 1 && elements[0]?.trim() === "" ? [] : elements;
}

/** The text of an object's member as it was written; of two with one name the last, as JSON.parse has it. Expects valid JSON. */
export function memberOf(object: string, name: string): string | undefined {
  const text = object.trim();
  if (text.charCodeAt(0) !== openObject) return undefined;
  let [start, key, found]: [number, string | undefined, string | undefined] = [1, undefined, undefined];
  walk(text, (code, at) => {
    if (code === closeList) return;
    const part = text.slice(start, at);
    start = at + 1;
    if (code === colon) key = part.trim();
    else if (key !== undefined && isName(key, name)) found = part.trim();
  });
  return found;
}

/** A name may be written with escapes. */
function isName(key: string, name: string): boolean {
  return key === `"${name}"` || (key.includes("\\") && JSON.parse(key) === name);
}

/** Tells of every comma, colon and end of the outermost value, and answers the place behind it; -1 when it does not end. */
function walk(text: string, tell: (code: number, at: number) => void): number {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === backslash) at++;
      else if (code === quote) isInString = false;
      continue;
    }
    if (code === quote) isInString = true;
    else if (code === openList || code === openObject) depth++;
    else if (code === closeList || code === closeObject) {
      if (depth === 1) tell(code, at);
      if (--depth === 0) return at + 1;
    } else if (depth === 1 && (code === comma || code === colon)) tell(code, at);
  }
  return -1;
}
