"use client";
import { useEffect, useState } from "react";

/** Whole seconds that are still to be waited. */
export function useCountdown(): { waitS: number; startWait: (seconds: number) => void } {
  const [waitS, setWaitS] = useState(0);

  // The clock is the outside system.
  useEffect(() => {
    if (waitS <= 0) return;
    const timer = setTimeout(() => setWaitS(waitS - 1), 1000);
    return () => clearTimeout(timer);
  }, [waitS]);

  return { waitS, startWait: setWaitS };
}
