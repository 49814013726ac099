import { BlockList, isIP } from "node:net";

/** Addresses and ranges: `10.1.2.3`, `10.1.0.0/16`, `fd00::/8`. */
export interface AddressRanges {
  /** IPv4 written as IPv6 is IPv6 here: see `plainAddress`. */
  has(address: string): boolean;
}

/** Whether a list of ranges may hold this text. */
export function isAddressOrRange(entry: string): boolean {
  const [base = "", bits, ...rest] = entry.split("/");
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(base)] ?? -1;
  if (bits === undefined) return longest !== -1;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= longest;
}

/** The text of an address without what depends on who looks: IPv4 inside IPv6 is IPv4, and a zone is left out. */
export function plainAddress(address: string): string {
  const [withoutZone = ""] = address.split("%");
  return withoutZone.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

/** Ranges to ask for addresses. IPv4 is looked for among IPv4 only: Node's own list would find `::ffff:10.0.0.1` in `10.0.0.0/8`. */
export function addressRanges(entries: readonly string[]): AddressRanges {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const entry of entries) {
    const [base = "", bits] = entry.split("/");
    const kind = kindOf(base);
    if (kind === undefined || !isAddressOrRange(entry)) throw new RangeError(`Neither an address nor a range: ${entry}`);
    if (bits === undefined) lists[kind].addAddress(base, kind);
    else lists[kind].addSubnet(base, Number(bits), kind);
  }
  return {
    has(address) {
      const kind = kindOf(address);
      return kind !== undefined && lists[kind].check(address, kind);
    },
  };
}

function kindOf(address: string): "ipv4" | "ipv6" | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? "ipv4" : "ipv6";
}
