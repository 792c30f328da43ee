import { Button } from "@mantine/core";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { ErrorState } from "#web/design/error-state.tsx";
import { ForbiddenPage } from "#web/shell/forbidden-page.tsx";
import styles from "#web/shell/message-page.module.css";
import { NotFoundPage } from "#web/shell/not-found-page.tsx";
import { Problem } from "#web/shell/problem.ts";
import { Forbidden } from "#web/shell/rights.ts";

/** Stands where a page broke: names a missing right, an absent thing, or says what happened and tries again. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const { reset: forget } = useQueryErrorResetBoundary();
  useEffect(forget, [forget]);

  if (error instanceof Forbidden) return <ForbiddenPage right={error.right} />;
  if (error instanceof Problem && error.status === 404) return <NotFoundPage />;
  async function again() {
    await router.invalidate();
    reset();
  }
  return (
    <div className={styles.page}>
      <ErrorState
        title="This page could not be shown"
        error={error}
        onRetry={again}
        action={
          <Button variant="default" onClick={() => window.location.reload()}>
            Load the page again
          </Button>
        }
      />
    </div>
  );
}
