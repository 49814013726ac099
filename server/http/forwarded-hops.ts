/**
 * Who stands where in a `Forwarded` header, the nearest last: the `for` of each hop, without port and brackets. A hop that
 * does not say, or hides (`unknown`, `_secret`), is kept as it is: it is no address. Source: RFC 7239.
 */
export function forwardedHops(header: string): string[] {
  if (header === "") return [];
  return split(header, ",").map((hop) => {
    const pair = split(hop, ";").find((part) => /^\s*for\s*=/i.test(part)) ?? "";
    return nodeOf(pair.slice(pair.indexOf("=") + 1).trim());
  });
}

/** Splits where the separator stands outside quotes. One pass: regular expressions would try a long header again and again. */
function split(text: string, separator: "," | ";"): string[] {
  const parts: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') isQuoted = !isQuoted;
    else if (letter === "\\" && isQuoted) at++;
    else if (letter === separator && !isQuoted) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

/** `"[2001:db8::1]:4711"` → `2001:db8::1`, `192.0.2.1:80` → `192.0.2.1`. */
function nodeOf(value: string): string {
  const text = value.replace(/^"(.*)"$/, "$1").replaceAll(/\\(.)/g, "$1");
  const [, bracketed] = /^\[([^\]]*)\](?::\w+)?$/.exec(text) ?? [];
  if (bracketed !== undefined) return bracketed;
  return /^[^:]*:\w+$/.test(text) ? text.slice(0, text.indexOf(":")) : text;
}
