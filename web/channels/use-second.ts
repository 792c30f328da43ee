import { useEffect, useState } from "react";
import { now } from "#web/design/clock.ts";

/** The present moment in milliseconds since 1970, renewed every second: for ages that people watch. */
export function useSecond(): number {
  const [present, setPresent] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setPresent(now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return present;
}
