/** Pages of JSON texts as one JSON list, in pieces of a page each. */
export async function* jsonList(pages: AsyncIterable<readonly string[]>): AsyncGenerator<string, void, undefined> {
  let before = "[";
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield `${before}${page.join(",")}`;
    before = ",";
  }
  yield before === "[" ? "[]" : "]";
}
