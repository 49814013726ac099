import { Skeleton } from "../skeleton.tsx";
import css from "./table.module.css";

const widths = ["70%", "45%", "60%", "52%", "66%", "40%", "58%", "48%"];

/** Rows that are coming; about as many and as high as the real ones. */
export function TableSkeleton({ rows = 8, columns = 5 }: { rows?: number; columns?: number }) {
  return (
    <div role="status" aria-label="Loading">
      <table className={css.table} aria-hidden="true">
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <tr key={row} className={css.row}>
              {Array.from({ length: columns }, (_, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
                <td key={column} className={css.cell} data-card={column === 0 ? "title" : column > 2 ? "none" : "plain"}>
                  <Skeleton height="0.75rem" width={widths[(row + column * 3) % widths.length] ?? "50%"} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
