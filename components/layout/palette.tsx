"use client";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { matchCommands, type PaletteCommand } from "./match-commands.ts";
import css from "./palette.module.css";

interface PaletteProps {
  isOpen: boolean;
  onClose: () => void;
  commands: readonly PaletteCommand[];
}

/** Type a few letters, Enter: every page and action by name. */
export function Palette({ isOpen, onClose, commands }: PaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);

  // The dialog element is opened by a method only.
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);

  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-label="Go to"
      onClose={onClose}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      {isOpen && <Choices commands={commands} onClose={onClose} />}
    </dialog>
  );
}

function Choices({ commands, onClose }: Omit<PaletteProps, "isOpen">) {
  const [text, setText] = useState("");
  const [index, setIndex] = useState(0);
  const id = useId();
  const matches = useMemo(() => matchCommands(commands, text), [commands, text]);
  const run = (command: PaletteCommand | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && matches.length > 0) {
      event.preventDefault();
      setIndex((index + step + matches.length) % matches.length);
    } else if (event.key === "Enter") run(matches[index]);
  };
  return (
    <>
      <input
        className={css.input}
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={matches[index] ? `${id}-${index}` : undefined}
        aria-label="Page or action"
        placeholder="Go to a page or do something…"
        // biome-ignore lint/a11y/noAutofocus: it opens because the person asked to type
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setIndex(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label="Matches" className={css.list}>
        {matches.map((command, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the input, which keeps the focus
          <div
            key={command.label}
            id={`${id}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === index}
            className={css.option}
            onClick={() => run(command)}
            onPointerMove={() => setIndex(at)}
          >
            {command.icon}
            {command.label}
            <span className={css.group}>{command.group}</span>
          </div>
        ))}
      </div>
      {matches.length === 0 && <p className={css.none}>Nothing is called “{text}”</p>}
    </>
  );
}
