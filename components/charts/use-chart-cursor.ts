"use client";
import { type KeyboardEvent, type PointerEvent, useState } from "react";

/** First and last bucket of a selection, in either order while dragging. */
export interface BucketSpan {
  anchor: number;
  head: number;
}

interface ChartCursor {
  index: number | undefined;
  selection: BucketSpan | undefined;
  handlers: {
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    onPointerLeave: () => void;
    onPointerCancel: () => void;
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    onFocus: (event: React.FocusEvent<HTMLElement>) => void;
    onBlur: () => void;
  };
}

const keySteps: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowUp: 1,
  PageUp: -10,
  PageDown: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * Which bucket is looked at and which are selected, by mouse, touch and keys. A drag of more than one bucket with a
 * mouse or pen, or Shift with arrows and then Enter, selects a range; a finger only moves the cursor, so that the page
 * can still be scrolled.
 */
export function useChartCursor(count: number, onSelect: ((span: { first: number; last: number }) => void) | undefined): ChartCursor {
  const [cursor, setCursor] = useState<number>();
  const [selection, setSelection] = useState<BucketSpan>();
  const index = cursor === undefined ? undefined : Math.min(cursor, count - 1);

  const finish = (span: BucketSpan | undefined) => {
    setSelection(undefined);
    if (span && span.anchor !== span.head) onSelect?.({ first: Math.min(span.anchor, span.head), last: Math.max(span.anchor, span.head) });
  };
  const clear = () => {
    setCursor(undefined);
    setSelection(undefined);
  };
  const move = (event: KeyboardEvent<HTMLElement>, step: number) => {
    event.preventDefault();
    const from = index ?? (step < 0 ? count : -1);
    const next = Math.min(count - 1, Math.max(0, from + step));
    setCursor(next);
    setSelection(event.shiftKey && onSelect ? { anchor: selection?.anchor ?? index ?? next, head: next } : undefined);
  };

  return {
    index,
    selection,
    handlers: {
      onPointerMove: (event) => {
        const at = indexAt(event, count);
        setCursor(at);
        if (selection && event.buttons === 1) setSelection({ ...selection, head: at });
      },
      onPointerDown: (event) => {
        const at = indexAt(event, count);
        setCursor(at);
        if (event.pointerType === "touch" || event.button !== 0 || !onSelect) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setSelection({ anchor: at, head: at });
      },
      onPointerUp: () => finish(selection),
      onPointerLeave: () => !selection && setCursor(undefined),
      onPointerCancel: clear,
      onKeyDown: (event) => {
        const step = keySteps[event.key];
        if (step !== undefined) move(event, step);
        else if (event.key === "Enter") finish(selection);
        else if (event.key === "Escape") clear();
      },
      onFocus: (event) => event.currentTarget.matches(":focus-visible") && setCursor((at) => at ?? count - 1),
      onBlur: clear,
    },
  };
}

/** The bucket under the pointer; buckets are taken as equally wide, which they are but for a clock change. */
function indexAt(event: PointerEvent<HTMLElement>, count: number): number {
  const box = event.currentTarget.getBoundingClientRect();
  const at = Math.floor(((event.clientX - box.left) / box.width) * count);
  return Math.min(count - 1, Math.max(0, at));
}
