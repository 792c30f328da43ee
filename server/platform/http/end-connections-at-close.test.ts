import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import Fastify from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { endConnectionsAtClose } from "#server/platform/http/end-connections-at-close.ts";

const request = "GET / HTTP/1.1\r\nHost: wokfow.example\r\n\r\n";

test("a server that stops waits for answers, and for no connection on which nothing is being answered", async () => {
  const work = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const http = Fastify();
  endConnectionsAtClose(http);
  http.get("/", async () => {
    begun.resolve();
    await work.promise;
    return { done: true };
  });
  await http.listen({ port: 0, host: "127.0.0.1" });
  const [silent, halfAsked, busy] = [await open(http), await open(http), await open(http)];
  const [nothing, stillNothing, answered] = [text(silent), text(halfAsked), text(busy)];
  halfAsked.write(request.slice(0, 20));
  busy.write(request);
  await begun.promise;
  const closed = http.close();
  expect([await nothing, await stillNothing]).toEqual(["", ""]);
  expect(busy.readyState).toBe("open");
  work.resolve();
  await closed;
  const [head, body] = (await answered).split("\r\n\r\n");
  expect([head?.toLowerCase().split("\r\n"), body]).toEqual([
    expect.arrayContaining(["connection: close"]),
    '{"done":true}',
  ]);
});

async function open(http: ReturnType<typeof Fastify>): Promise<Socket> {
  const [address] = http.addresses();
  const socket = connect(address?.port ?? 0, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  await Promise.all([once(socket, "connect"), once(http.server, "connection")]);
  return socket;
}
