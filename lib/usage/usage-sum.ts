import type { UsageTotals } from "#lib/usage/schema";

/** Bytes of any stretch: exact, however many. */
export interface UsageSum {
  rawUpload: bigint;
  rawDownload: bigint;
  billedUpload: bigint;
  billedDownload: bigint;
}

export const nothing: UsageSum = { rawUpload: 0n, rawDownload: 0n, billedUpload: 0n, billedDownload: 0n };

export function addSums(a: UsageSum, b: UsageSum): UsageSum {
  return {
    rawUpload: a.rawUpload + b.rawUpload,
    rawDownload: a.rawDownload + b.rawDownload,
    billedUpload: a.billedUpload + b.billedUpload,
    billedDownload: a.billedDownload + b.billedDownload,
  };
}

export function subtractSums(a: UsageSum, b: UsageSum): UsageSum {
  return {
    rawUpload: a.rawUpload - b.rawUpload,
    rawDownload: a.rawDownload - b.rawDownload,
    billedUpload: a.billedUpload - b.billedUpload,
    billedDownload: a.billedDownload - b.billedDownload,
  };
}

export function isNothing({ rawUpload, rawDownload, billedUpload, billedDownload }: UsageSum): boolean {
  return rawUpload === 0n && rawDownload === 0n && billedUpload === 0n && billedDownload === 0n;
}

export function billedOf(sum: UsageSum): bigint {
  return sum.billedUpload + sum.billedDownload;
}

/** As JSON carries it. */
export function totalsOf(sum: UsageSum): UsageTotals {
  return {
    raw: { upload: String(sum.rawUpload), download: String(sum.rawDownload) },
    billed: { upload: String(sum.billedUpload), download: String(sum.billedDownload) },
  };
}
