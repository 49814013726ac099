"use client";
import { type ComponentType, lazy, Suspense, useState } from "react";

/**
 * A dialog or drawer whose code is loaded when it is first opened, so that a page carries what it shows:
 * `const UserDrawer = lazyDialog(() => import("./user-drawer.tsx").then((module) => module.UserDrawer), ({ id }) => id !== null)`.
 * It stays mounted afterwards, so that closing gives the focus back.
 */
export function lazyDialog<P extends object>(load: () => Promise<ComponentType<P>>, isOpen: (props: P) => boolean): ComponentType<P> {
  const Loaded = lazy(async () => ({ default: await load() }));
  return function LazyDialog(props: P) {
    const [wasOpened, setOpened] = useState(false);
    if (!wasOpened && isOpen(props)) setOpened(true);
    if (!wasOpened) return null;
    return (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
