import type { Caller } from "#server/platform/http/caller.ts";

/** Does something with the live streams whose caller is chosen. */
export type ChooseStreams = (chosen: (caller: Caller) => boolean) => void;

/** What signing in does to the live streams of its process. */
export interface LiveStreams {
  /** Tells them that they are signed out, and closes them. */
  readonly end: ChooseStreams;
  /** Lets them connect again as who they are now. */
  readonly renew: ChooseStreams;
}
