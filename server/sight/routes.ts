import * as contract from "#contract/sight.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";
import { explainSight } from "#server/sight/explain-sight.ts";
import { listAsMember } from "#server/sight/list-as-member.ts";
import { startViewing } from "#server/sight/start-viewing.ts";

/** Who sees what, and why, over HTTP. */
export function sightRoutes(): Route[] {
  return [
    serve(contract.explainSight, ({ context, params, query }) =>
      explainSight(context, params.memberId, query.conversationId),
    ),
    serve(contract.startViewing, ({ context, params }) => startViewing(context, params.memberId)),
    serve(contract.listAsMember, ({ context, params, query }) => listAsMember(context, params.memberId, query)),
  ];
}
