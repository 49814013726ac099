/** An enum of the proto as the generated code has it: names in capitals, with the one that means "not said". */
interface ProtoEnum {
  readonly UNSPECIFIED: 0;
  readonly [name: string]: number;
}

/** The domain's words of an enum: `IN_QUEUE` is `in_queue`. */
type WordOf<E extends ProtoEnum> = Lowercase<Exclude<keyof E & string, "UNSPECIFIED">>;

/**
 * The word of an enum's number; undefined when it was not said. A number that has no word goes on as text: the operation
 * refuses it naming its field.
 */
export function wordOf<E extends ProtoEnum>(table: E, value: number): WordOf<E> | undefined {
  if (value === table.UNSPECIFIED) return undefined;
  const name = Object.keys(table).find((key) => table[key] === value);
  return (name?.toLowerCase() ?? String(value)) as WordOf<E>;
}

/** The number of a word. Every word of the domain must be in the proto to compile. */
export function numberOf<E extends ProtoEnum>(table: E, word: WordOf<E> | null): E[keyof E] {
  return table[word === null ? "UNSPECIFIED" : word.toUpperCase()] as E[keyof E];
}
