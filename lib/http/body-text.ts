import { DomainError } from "#lib/core/errors";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The body as text. Bytes that are no UTF-8 are refused, never stored as something else. @throws DomainError malformed_json */
export async function bodyText(request: Request): Promise<string> {
  const bytes = await request.arrayBuffer();
  try {
    return utf8.decode(bytes);
  } catch {
    throw new DomainError("malformed_json", "The body is not valid UTF-8");
  }
}
