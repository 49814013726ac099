import css from "./skeleton.module.css";

/** A grey shape where something will be, of the size it will have, so that nothing moves. Sizes are CSS lengths. */
export function Skeleton({ height = "1em", width = "100%" }: { height?: string; width?: string }) {
  return <span className={css.skeleton} style={{ height, width }} aria-hidden="true" />;
}
