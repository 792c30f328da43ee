import { Button } from "@mantine/core";
import { Notice } from "#web/design/notice.tsx";
import { sentenceOf } from "#web/design/sentence-of.ts";

/** What a query of pages knows of the next one. */
interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly error: unknown;
  readonly fetchNextPage: () => unknown;
}

/** Fetches the next page of a list; stands below it for as long as there is one, and says when it did not come. */
export function ShowMore({ pages, verb = "Show more" }: { pages: Pages; verb?: string }) {
  if (!pages.hasNextPage) return null;
  return (
    <>
      {pages.isFetchNextPageError ? (
        <Notice meaning="bad" announce>
          {sentenceOf(pages.error)}
        </Notice>
      ) : null}
      <Button
        variant="default"
        fullWidth
        mt={8}
        loading={pages.isFetchingNextPage}
        onClick={() => void pages.fetchNextPage()}
      >
        {verb}
      </Button>
    </>
  );
}
