import { type Call, text } from "./call.ts";

/**
 * How much of what is allowed was used. With a page's token `X-Page-Usage`, else `X-App-Usage`; for messages also the business use case,
 * with the minutes until calls are taken again.
 * https://developers.facebook.com/docs/graph-api/overview/rate-limiting
 */
export function usageHeaders(
  { record, accessToken, params }: Call,
  percent: number,
  minutes = percent >= 100 ? 1 : 0,
): Record<string, string> {
  const token = accessToken ?? text(params, "input_token");
  if (token === undefined) return {};
  const usage = { call_count: percent, total_cputime: Math.min(percent, 20), total_time: Math.min(percent, 20) };
  const { pageId } = record;
  if (pageId === undefined) return { "x-app-usage": JSON.stringify(usage) };
  const useCase = [{ type: "messenger", ...usage, estimated_time_to_regain_access: minutes }];
  return {
    "x-app-usage": JSON.stringify({ ...usage, call_count: Math.min(percent, 5) }),
    "x-page-usage": JSON.stringify(usage),
    "x-business-use-case-usage": JSON.stringify({ [pageId]: useCase }),
  };
}
