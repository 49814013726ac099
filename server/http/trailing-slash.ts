import { isRootProtocol } from "./kind-of-path.ts";

/**
 * The address without a slash at the end of its path, for the protocols of the outside world at the root: their clients write
 * either, and not all of them follow a redirect.
 */
export function withoutTrailingSlash(url: string): string {
  const [pathname = "", ...query] = url.split("?");
  if (!/[^/]\/$/.test(pathname) || !isRootProtocol(pathname)) return url;
  return [pathname.slice(0, -1), ...query].join("?");
}
