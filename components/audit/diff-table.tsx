import type { AuditRow } from "#lib/auth/schema";
import { diffLines } from "../admin/audit-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Tag } from "../ui/tag.tsx";
import css from "./diff-table.module.css";

/** Every changed field, before and after. Of secrets only that they changed. */
export function DiffTable({ diff }: Pick<AuditRow, "diff">) {
  const lines = diffLines(diff);
  if (lines.length === 0) {
    return (
      <EmptyState kind="nothing_matches" title="No field changed">
        The action itself is the record.
      </EmptyState>
    );
  }
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ field, before, after, isHidden }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>
              <Value text={before} isHidden={isHidden} />
            </td>
            <td>
              <Value text={after} isHidden={isHidden} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ text, isHidden }: { text: string | undefined; isHidden: boolean }) {
  if (text === undefined) return <span className={css.nothing}>nothing</span>;
  return isHidden ? <Tag title="Secrets are never kept in the audit log">hidden</Tag> : <span className={css.value}>{text}</span>;
}
