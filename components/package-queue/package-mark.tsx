import type { Package } from "#lib/package-queue/schema";
import { StatusMark } from "../ui/status-mark.tsx";
import { saleWords } from "./package-words.ts";

/** Whether a version can be bought. */
export function PackageMark({ sold, isPill = false }: { sold: Pick<Package, "isMaster" | "retiredAt">; isPill?: boolean }) {
  return (
    <StatusMark tone={sold.retiredAt ? "unknown" : "ok"} isPill={isPill}>
      {saleWords(sold)}
    </StatusMark>
  );
}
