import { IconColumns3, IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { locale } from "#lib/universal/locale";
import { ButtonLink, IconButton } from "../button.tsx";
import { Menu } from "../menu.tsx";
import type { Column } from "./column.ts";
import css from "./table.module.css";
import { isFixed } from "./use-hidden-columns.ts";

interface TableToolbarProps<T> {
  label: string;
  columns: readonly Column<T>[];
  shownCount: number;
  total?: number | undefined;
  hasMore?: boolean;
  filters?: ReactNode;
  exportHref?: string;
  hidden: ReadonlySet<string>;
  onToggleColumn: (id: string) => void;
}

const number = new Intl.NumberFormat(locale);

/** Filters, row count, chosen columns, export. */
export function TableToolbar<T>({
  label,
  columns,
  shownCount,
  total,
  hasMore,
  filters,
  exportHref,
  hidden,
  onToggleColumn,
}: TableToolbarProps<T>) {
  return (
    <div className={css.toolbar}>
      {filters && <div className={css.filters}>{filters}</div>}
      <span className={css.count} aria-live="polite">
        {countText(label, shownCount, total, hasMore)}
      </span>
      <Menu
        label="Columns"
        trigger={(props) => (
          <IconButton {...props} isSmall label="Choose columns">
            <IconColumns3 aria-hidden="true" />
          </IconButton>
        )}
        items={columns
          .filter((column) => !isFixed(column))
          .map((column) => ({
            kind: "choice",
            label: column.header,
            isChosen: !hidden.has(column.id),
            onSelect: () => onToggleColumn(column.id),
            staysOpen: true,
          }))}
      />
      {exportHref && (
        <ButtonLink isSmall variant="subtle" href={exportHref} download icon={<IconDownload aria-hidden="true" />}>
          CSV
        </ButtonLink>
      )}
    </div>
  );
}

/** `12 nodes`, `50 of 340 nodes`, `50+ nodes`, `1 node`: what tables hold is named by regular plurals (`libraries` too). */
function countText(label: string, shown: number, total: number | undefined, hasMore: boolean | undefined): string {
  if (total !== undefined && total > shown) return `${number.format(shown)} of ${number.format(total)} ${label}`;
  return `${number.format(shown)}${hasMore ? "+" : ""} ${shown === 1 && !hasMore ? label.replace(/ies$/, "y").replace(/s$/, "") : label}`;
}
