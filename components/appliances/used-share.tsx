import { ShareBar } from "../charts/share-bar.tsx";
import { BytesText } from "../ui/bytes-text.tsx";
import { percentUsed, toneOfPercent } from "./percent-used.ts";
import css from "./used-share.module.css";

const colors = { ok: "var(--fl-ok)", warn: "var(--fl-warn)", bad: "var(--fl-bad)" } as const;

/** `81.2 % · 812 GiB of 1.00 TiB` over a bar. Nothing to fill is said, not drawn. */
export function UsedShare({ usedBytes, totalBytes }: { usedBytes: string; totalBytes: string }) {
  const percent = percentUsed(usedBytes, totalBytes);
  if (percent === null) return <>–</>;
  return (
    <span className={css.share}>
      <span className={css.words}>
        <strong>{percent.toFixed(1)} %</strong> · <BytesText bytes={usedBytes} /> of <BytesText bytes={totalBytes} />
      </span>
      <ShareBar share={percent / 100} color={colors[toneOfPercent(percent)]} />
    </span>
  );
}
