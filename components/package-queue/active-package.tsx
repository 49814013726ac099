import type { ReactNode } from "react";
import type { UserPackages } from "#lib/package-queue/schema";
import { QuotaRing } from "../charts/quota-ring.tsx";
import { BytesText } from "../ui/bytes-text.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import css from "./active-package.module.css";
import { quotaNote } from "./quota-note.ts";

type Active = NonNullable<UserPackages["active"]>;

/** What is used and left of the active package, from when to when it is, and when it will run out. */
export function ActivePackage({ active }: { active: Active }) {
  return (
    <div className={css.package}>
      <QuotaRing share={active.usedShare} />
      <dl className={css.figures}>
        <Figure name="Used, billed" value={<BytesText bytes={active.usedTotal} />}>
          <BytesText bytes={active.used.download} /> down, <BytesText bytes={active.used.upload} /> up
        </Figure>
        <Figure name="Left" value={<BytesText bytes={active.left} />} />
        <Figure name="Quota" value={<BytesText bytes={active.quota} />}>
          {quotaNote(active)}
        </Figure>
        {active.activatedAt && (
          <Figure name="Started" value={<ExactTime at={active.activatedAt} style="day" />}>
            <RelativeTime at={active.activatedAt} />
          </Figure>
        )}
        <Figure name="Ends" value={active.expiresAt ? <ExactTime at={active.expiresAt} style="day" /> : "never"}>
          {active.expiresAt && <RelativeTime at={active.expiresAt} />}
        </Figure>
      </dl>
      <p className={css.forecast}>
        <Forecast active={active} />
      </p>
    </div>
  );
}

function Figure({ name, value, children }: { name: string; value: ReactNode; children?: ReactNode }) {
  return (
    <div className={css.figure}>
      <dt>{name}</dt>
      <dd>{value}</dd>
      {children && <dd className={css.note}>{children}</dd>}
    </div>
  );
}

function Forecast({ active: { left, forecastEmptyAt, expiresAt } }: { active: Active }) {
  if (left === "0") return "It is used up. The next package starts as soon as the last traffic is billed, within some minutes.";
  if (forecastEmptyAt === null)
    return expiresAt === null
      ? "At the pace of the last 7 days it does not run out."
      : "At the pace of the last 7 days it lasts to its end; what is left then is lost.";
  return (
    <>
      At the pace of the last 7 days it runs out <RelativeTime at={forecastEmptyAt} />, on <ExactTime at={forecastEmptyAt} style="minute" />
      , before its time is over.
    </>
  );
}
