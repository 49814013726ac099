import { Button } from "../button.tsx";
import css from "./table.module.css";

interface LoadMoreProps {
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}

/** The end of a list that comes page by page: `useInfiniteQuery`'s hasNextPage, isFetchingNextPage, fetchNextPage. */
export function LoadMore({ hasMore, isLoading, onMore }: LoadMoreProps) {
  if (!hasMore) return null;
  return (
    <div className={css.more}>
      <Button isSmall isLoading={isLoading} onClick={onMore}>
        Load more
      </Button>
    </div>
  );
}
