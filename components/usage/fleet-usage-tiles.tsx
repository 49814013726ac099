import { sumBytes } from "#lib/universal/bytes";
import { locale } from "#lib/universal/locale";
import type { UsageOverview } from "#lib/usage/schema";
import { BytesText } from "../ui/bytes-text.tsx";
import { Kpi } from "../ui/kpi.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { compareText, spanName } from "./compare-text.ts";

const number = new Intl.NumberFormat(locale);
const traffic = [
  { label: "Raw", color: "var(--fl-raw)", key: "raw" },
  { label: "Billed", color: "var(--fl-billed)", key: "billed" },
] as const;

/** The fleet's raw and billed traffic against the period before, and what billing has not taken yet. */
export function FleetUsageTiles({ data }: { data: UsageOverview | undefined }) {
  if (!data) {
    return [...traffic.map(({ label }) => label), "Not billed yet"].map((label) => (
      <Kpi key={label} label={label} value={<Skeleton width="60%" />} note={<Skeleton width="80%" />} />
    ));
  }
  const span = spanName({ from: new Date(data.from), to: new Date(data.to) });
  const { lines, isCapped, oldestAt, billed } = data.unbilled;
  return (
    <>
      {traffic.map(({ label, color, key }) => {
        const [current = 0n, before = 0n] = [data.totals[key], data.previous[key]].map(({ upload, download }) =>
          sumBytes([upload, download]),
        );
        return (
          <Kpi
            key={key}
            label={`${label}, ${span}`}
            color={color}
            value={<BytesText bytes={current} />}
            note={compareText(current, before, span)}
          />
        );
      })}
      <Kpi
        label="Not billed yet"
        value={<BytesText bytes={sumBytes([billed.upload, billed.download])} />}
        note={
          oldestAt === null ? (
            "every line is billed"
          ) : (
            <>
              {isCapped ? `More than ${number.format(lines)} lines` : lines === 1 ? "1 line" : `${number.format(lines)} lines`}, the oldest{" "}
              <RelativeTime at={oldestAt} />
            </>
          )
        }
      />
    </>
  );
}
