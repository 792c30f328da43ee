import * as contract from "#contract/audit.ts";
import { exportAudit } from "#server/audit/export-audit.ts";
import { listAudit } from "#server/audit/list-audit.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";

/** The endpoints of the audit log. */
export function auditRoutes(): Route[] {
  return [
    serve(contract.listAudit, ({ context, query }) => listAudit(context, query)),
    serve(contract.exportAudit, async ({ context, query, reply }) => {
      const day = context.clock.now().toISOString().slice(0, 10);
      return reply
        .type("text/csv; charset=utf-8")
        .header("cache-control", "no-store")
        .header("content-disposition", `attachment; filename="audit-log-${day}.csv"`)
        .send(await exportAudit(context, query));
    }),
  ];
}
