/** `2 ready, 1 idle`, the most frequent first; `none` of nothing. */
export function countWords(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const parts = [...counts]
    .sort(([a, n], [b, m]) => m - n || a.localeCompare(b, "en"))
    .map(([word, count]) => `${count} ${word.replaceAll("_", " ")}`);
  return parts.join(", ") || "none";
}

/** The first few by name, then how many more there are. */
export function firstOf(names: readonly string[], most = 4): string {
  if (names.length === 0) return "none";
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
