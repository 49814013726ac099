import { DomainError, isDomainError } from "#lib/core/errors";

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Runs an operation of ours for a path of the original: what is wrong is named as it is there. `names`: where more than the
 * spelling differs.
 */
export async function inSnakeCase<T>(names: Readonly<Record<string, string>>, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isDomainError(error) || !error.errors) throw error;
    const errors = error.errors.map((item) => ({ ...item, path: names[item.path] ?? snake(item.path) }));
    throw new DomainError(error.code, errors.map(({ path, detail }) => `${path}: ${detail}`).join("; "), { errors, cause: error });
  }
}
