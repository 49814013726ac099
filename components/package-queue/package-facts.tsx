import type { Package } from "#lib/package-queue/schema";
import { locale } from "#lib/universal/locale";
import { Facts } from "../admin/facts.tsx";
import { BytesText } from "../ui/bytes-text.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { PackageMark } from "./package-mark.tsx";
import { devicesWords, durationWords } from "./package-words.ts";

const number = new Intl.NumberFormat(locale);

/** What one version is, and how many have it. */
export function PackageFacts({ sold }: { sold: Package }) {
  const { items } = sold;
  return (
    <Facts
      items={[
        ["State", <PackageMark key="state" sold={sold} />],
        ["Traffic, billed", <BytesText key="limit" bytes={sold.trafficLimit} />],
        ["Lasts", durationWords(sold.expireSeconds)],
        ["Group of nodes", sold.availableGroup],
        ["Devices at once", devicesWords(sold.maxClientNumber)],
        ["Active now", number.format(items.active)],
        ["Waiting", number.format(items.inQueue)],
        ["Consumed", number.format(items.consumed)],
        ["Cancelled", number.format(items.cancelled)],
        ["Created", <ExactTime key="created" at={sold.createdAt} />],
        ...(sold.retiredAt ? ([["Retired", <ExactTime key="retired" at={sold.retiredAt} />]] as const) : []),
        ["Id", <CopyId key="id" id={sold.id} />],
        ["Series", <CopyId key="series" id={sold.series} what="series" />],
      ]}
    />
  );
}
