import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { type LinkEvent, linkChannel, linkEvent } from "#contract/channel-links.ts";
import type { BodyGiven } from "#contract/endpoint.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { waitFor } from "#server/testing/wait-for.ts";

/** A link that is under way, as a browser has it. */
export interface OpenLink {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  /** What was heard so far. */
  readonly heard: readonly LinkEvent[];
  /** What came instead of a stream. */
  readonly refusal: () => unknown;
  /** True once the answer has ended, by whichever side. */
  hasEnded(): boolean;
  /** Waits until there is an event of a kind, and answers the newest. */
  until<Kind extends LinkEvent["kind"]>(kind: Kind): Promise<Extract<LinkEvent, { kind: Kind }>>;
  /** Stops reading, as a browser does when its dialog is closed. */
  cancel(): void;
}

/** Links a phone on a connection of its own. */
export async function openLink(
  { address, cookies }: TestClient,
  body: BodyGiven<typeof linkChannel>,
): Promise<OpenLink> {
  const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
  const headers = { cookie, origin: address, "content-type": "application/json" };
  const url = `${address}/api/v1${linkChannel.path}`;
  const asking = request(url, { method: linkChannel.method, headers, agent: false });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asking.once("response", resolve).once("error", reject).end(JSON.stringify(body));
  });
  const read = readLines(answer);
  if (answer.statusCode !== linkChannel.status) await once(answer, "end");
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    heard: read.heard,
    refusal: () => JSON.parse(read.rest()),
    hasEnded: () => answer.complete || answer.destroyed,
    until: async (kind) => asKind(await waitFor(() => read.heard.findLast((event) => event.kind === kind)), kind),
    cancel: () => void asking.destroy(),
  };
}

function readLines(answer: IncomingMessage) {
  const heard: LinkEvent[] = [];
  let rest = "";
  const isStream = answer.headers["content-type"]?.startsWith("application/x-ndjson") ?? false;
  answer.on("error", () => undefined);
  answer.setEncoding("utf8").on("data", (piece: string) => {
    const lines = `${rest}${piece}`.split("\n");
    rest = lines.pop() ?? "";
    if (isStream) heard.push(...lines.filter(Boolean).map((text) => linkEvent.parse(JSON.parse(text))));
  });
  return { heard, rest: () => rest };
}

function asKind<Kind extends LinkEvent["kind"]>(event: LinkEvent, kind: Kind): Extract<LinkEvent, { kind: Kind }> {
  if (isOfKind(event, kind)) return event;
  throw new Error(`This is a ${event.kind} and no ${kind}.`);
}

function isOfKind<Kind extends LinkEvent["kind"]>(
  event: LinkEvent,
  kind: Kind,
): event is Extract<LinkEvent, { kind: Kind }> {
  return event.kind === kind;
}
