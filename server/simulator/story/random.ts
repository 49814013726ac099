/**
 * A number in [0, 1) that depends on nothing but its arguments: the same seed tells the same story in every run, in
 * any order of asking. (FNV-1a over the words, mixed by the finaliser of MurmurHash3.)
 */
export function randomOf(seed: string, ...words: (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed}|${words.join("|")}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** A factor around 1 with a long tail upwards, as sizes of downloads have; its mean is 1. `spread` 0 is always 1. */
export function tailedFactor(seed: string, spread: number, ...words: (string | number)[]): number {
  const angle = 2 * Math.PI * randomOf(seed, ...words, "angle");
  const radius = Math.sqrt(-2 * Math.log(1 - randomOf(seed, ...words, "radius")));
  return Math.exp(spread * radius * Math.cos(angle) - (spread * spread) / 2);
}
