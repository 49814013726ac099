import { randomOf } from "../story/random.ts";

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** A peer id as Ed25519 keys have it; a node's own, for ever. */
export function peerIdOf(seed: string, name: string): string {
  const digits = Array.from({ length: 44 }, (_, index) => base58[Math.floor(randomOf(seed, "peer", name, index) * base58.length)]);
  return `12D3KooW${digits.join("")}`;
}
