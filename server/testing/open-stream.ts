import { type IncomingMessage, request } from "node:http";
import { type LiveEvent, liveEvent } from "#contract/live.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { waitFor } from "#server/testing/wait-for.ts";

/** A live stream as a browser has it. */
export interface OpenStream {
  /** Every event so far. */
  readonly heard: readonly LiveEvent[];
  /** Waits until an event was heard. */
  until(isIt: (event: LiveEvent) => boolean): Promise<LiveEvent>;
  close(): void;
}

/** Opens a live stream on a connection of its own; what happens from now on is heard. */
export async function openStream({ address, cookies }: TestClient): Promise<OpenStream> {
  const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
  const asking = request(`${address}/api/v1/live`, { headers: { cookie, origin: address }, agent: false });
  const heard: LiveEvent[] = [];
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asking.once("response", resolve).once("error", reject).end();
  });
  if (answer.statusCode !== 200) throw new Error(`The stream answered ${answer.statusCode}.`);
  readEvents(answer, heard);
  return { heard, until: (isIt) => waitFor(() => heard.find(isIt)), close: () => void asking.destroy() };
}

function readEvents(answer: IncomingMessage, heard: LiveEvent[]): void {
  let rest = "";
  answer.setEncoding("utf8").on("data", (piece: string) => {
    const frames = `${rest}${piece}`.split("\n\n");
    rest = frames.pop() ?? "";
    const data = frames.flatMap((frame) => /^data: (\{.*)$/m.exec(frame)?.[1] ?? []);
    heard.push(...data.map((text) => liveEvent.parse(JSON.parse(text))));
  });
}
