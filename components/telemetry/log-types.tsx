"use client";
import type { LogTypes as Types } from "#lib/telemetry/schema";
import css from "./log-explorer.module.css";
import { countWords } from "./node-words.ts";

interface LogTypesProps {
  types: Types;
  chosen: string | null;
  onChoose: (msg: string | null) => void;
}

/** Which types of messages there are, and how many of each; a press shows one only. */
export function LogTypes({ types: { items }, chosen, onChoose }: LogTypesProps) {
  const total = items.reduce((sum, { qty }) => sum + qty, 0);
  return (
    // It scrolls, so the keyboard must reach it: its buttons do that.
    <fieldset className={css.types}>
      <legend className="fl-sr-only">Types of messages</legend>
      <Choice name="All types" qty={total} isChosen={chosen === null} onPress={() => onChoose(null)} />
      {items.map(({ msg, qty }) =>
        msg === "" ? (
          <p key="others" className={css.others}>
            <span>Further types</span> <span>{countWords(qty)}</span>
          </p>
        ) : (
          <Choice key={msg} name={msg} qty={qty} isChosen={chosen === msg} onPress={() => onChoose(msg)} />
        ),
      )}
    </fieldset>
  );
}

function Choice({ name, qty, isChosen, onPress }: { name: string; qty: number; isChosen: boolean; onPress: () => void }) {
  return (
    <button type="button" className={css.type} aria-pressed={isChosen} onClick={onPress}>
      <span className={css.typeName}>{name}</span> <span className={css.quantity}>{countWords(qty)}</span>
    </button>
  );
}
