import { Button, Loader } from "@mantine/core";
import { type RefObject, useEffect, useRef } from "react";
import styles from "#web/inbox/thread/thread-log.module.css";

/** What is known about the part of a thread that is not loaded. */
export interface Older {
  readonly any: boolean;
  readonly loading: boolean;
  readonly failed: boolean;
  readonly load: () => void;
}

/** How far before the top of what is loaded older messages are fetched. */
const ahead = "800px 0px 0px 0px";

/** Stands above the oldest loaded message and fetches older ones before one gets there. */
export function OlderMessages({ older, scroll }: { older: Older; scroll: RefObject<HTMLDivElement | null> }) {
  const mark = useRef<HTMLDivElement>(null);
  const wanted = older.any && !older.loading && !older.failed;
  const { load } = older;
  useEffect(() => {
    if (!wanted || !mark.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) load();
      },
      { root: scroll.current, rootMargin: ahead },
    );
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [wanted, load, scroll]);

  return (
    <div ref={mark} className={styles.older}>
      {older.loading ? <Loader size={16} aria-label="Loading older messages" /> : null}
      {older.failed ? (
        <Button size="compact-sm" variant="default" onClick={load}>
          Older messages could not be loaded. Try again
        </Button>
      ) : null}
    </div>
  );
}
