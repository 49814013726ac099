import { Notice } from "../ui/notice.tsx";
import css from "./route-form.module.css";

/** What the route will do as it is typed, in plain words. */
export function RouteSentences({ sentences }: { sentences: readonly string[] }) {
  return (
    <Notice title="What this route does">
      <ul className={css.sentences}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  );
}
