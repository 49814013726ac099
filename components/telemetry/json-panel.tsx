import { Panel } from "../ui/panel.tsx";
import css from "./log-explorer.module.css";

/** What a runner wrote, as it wrote it; nothing where it wrote nothing. */
export function JsonPanel({ title, value }: { title: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <Panel title={title} isFlush>
      {/* Scrolls, so the keyboard must reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <pre className={css.payload} tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </pre>
    </Panel>
  );
}
