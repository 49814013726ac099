import { classNames } from "../ui/class-names.ts";
import css from "./quota-ring.module.css";

const radius = 50;
const length = 2 * Math.PI * radius;

/** How much of a quota is used, 0–1 and beyond: amber from 80 %, red from 95 %; the number says it too. */
export function QuotaRing({ share, caption = "used" }: { share: number; caption?: string }) {
  const percent = Math.floor(share * 100);
  const shown = Math.min(1, Math.max(0, share));
  return (
    <div className={css.ring} role="img" aria-label={`${percent} % ${caption}`}>
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle className={css.track} cx="60" cy="60" r={radius} />
        {shown > 0 && (
          <circle
            className={classNames(css.value, share >= 0.95 ? css.bad : share >= 0.8 && css.warn)}
            cx="60"
            cy="60"
            r={radius}
            strokeDasharray={length}
            strokeDashoffset={length * (1 - shown)}
          />
        )}
      </svg>
      <div className={css.center} aria-hidden="true">
        <span className={css.number}>{percent} %</span>
        <span className={css.caption}>{caption}</span>
      </div>
    </div>
  );
}
