import { useEffect, useState } from "react";
import { beginLogin } from "#contract/channel-logins.ts";
import { sentenceOf } from "#web/design/sentence-of.ts";
import { call } from "#web/shell/api.ts";

/** What to log in for: with `channelId` to renew a page that is connected; `again` asks also for what was left out before. */
export interface FacebookOrder {
  readonly channelId?: string | undefined;
  readonly again?: boolean;
}

/** Takes the browser to Facebook; while that goes on, and when it fails, the caller knows. */
export function useFacebookLogin() {
  const [leaving, setLeaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    // Who comes back by the browser's own button finds the page as it was left.
    const show = () => setLeaving(false);
    window.addEventListener("pageshow", show);
    return () => window.removeEventListener("pageshow", show);
  }, []);
  async function logIn({ channelId, again }: FacebookOrder = {}) {
    setLeaving(true);
    setFailure(null);
    try {
      const body = { kind: "messenger" as const, ...(channelId && { channelId }), ...(again && { again }) };
      const { address } = await call(beginLogin, { body });
      window.location.assign(address);
    } catch (error) {
      setFailure(sentenceOf(error));
      setLeaving(false);
    }
  }
  return { logIn, leaving, failure };
}
