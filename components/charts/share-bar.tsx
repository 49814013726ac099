import css from "./share-bar.module.css";

/** A share of a whole (0–1) as a thin bar; put the number beside it. */
export function ShareBar({ share, color = "var(--fl-billed)" }: { share: number; color?: string }) {
  return (
    <span className={css.track} aria-hidden="true">
      <span className={css.bar} style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%`, background: color }} />
    </span>
  );
}
