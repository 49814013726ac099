"use client";
import { useState } from "react";

const step = 100;
const most = 500;

interface LongerList {
  limit: number;
  /** Whether "Load more" has something to bring, of `total`. */
  hasMore: (total: number) => boolean;
  more: () => void;
}

/** For lists that come in one piece: the first 100, more when asked, at most the 500 of one answer. Search finds the rest. */
export function useLongerList(): LongerList {
  const [limit, setLimit] = useState(step);
  return { limit, hasMore: (total) => limit < Math.min(total, most), more: () => setLimit(Math.min(limit + step, most)) };
}
