import type { RequestRecord, World } from "./world.ts";

/** Older calls are forgotten when the log is twice this long. */
const KEPT = 50_000;

type NewRequest = Pick<RequestRecord, "method" | "version" | "path" | "params">;

/** Notes a call with its time; the rest is filled in when it is known. */
export function recordRequest(world: World, request: NewRequest): RequestRecord {
  if (world.requests.length >= 2 * KEPT) world.requests.splice(0, KEPT);
  const record: RequestRecord = {
    ...request,
    at: performance.timeOrigin + performance.now(),
    pageId: undefined,
    psid: undefined,
    outcome: "open",
    errorCode: undefined,
  };
  world.requests.push(record);
  return record;
}
