const holder = globalThis as typeof globalThis & { fleetlightSingletons?: Map<string, unknown> };

/**
 * One value per process. Next's bundle and the server process hold separate copies of every lib module, so whatever
 * must exist once (pools, clients, registries, readiness) lives on globalThis under a name.
 */
export function singleton<T>(name: string, create: () => T): T {
  holder.fleetlightSingletons ??= new Map();
  const existing = holder.fleetlightSingletons.get(name);
  if (existing !== undefined) return existing as T;
  const made = create();
  holder.fleetlightSingletons.set(name, made);
  return made;
}

/** Forgets a singleton, for orderly shutdown and tests. */
export function forgetSingleton(name: string): void {
  holder.fleetlightSingletons?.delete(name);
}
