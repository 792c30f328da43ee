import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { type AuditFilter, listAudit } from "#contract/audit.ts";
import { call } from "#web/shell/api.ts";

/** The pages of the audit log that pass a filter, newest first. */
export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam, signal }) =>
      call(listAudit, { query: { ...filter, limit: 50, ...(pageParam !== null && { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
