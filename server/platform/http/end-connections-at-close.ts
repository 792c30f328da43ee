import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/**
 * Lets go of every connection when the server stops: at once where nothing is being answered, else behind the answer. Node itself
 * would wait for one on which nothing has been asked yet, as browsers open them in advance, for as long as it lasts, and for one
 * that was busy until it has been idle for more than a minute.
 */
export function endConnectionsAtClose(http: FastifyInstance): void {
  const answering = new Map<Socket, Set<ServerResponse>>();
  let isClosing = false;
  const letGo = (socket: Socket) => {
    if (isClosing && !answering.get(socket)?.size) socket.destroySoon();
  };
  http.server.on("connection", (socket) => {
    answering.set(socket, new Set());
    socket.once("close", () => answering.delete(socket));
    letGo(socket);
  });
  http.server.on("request", ({ socket }, response) => {
    const responses = answering.get(socket);
    responses?.add(response);
    // A stream has as many listeners as Node takes for usual without this one.
    response.setMaxListeners(response.getMaxListeners() + 1);
    response.once("close", () => {
      responses?.delete(response);
      letGo(socket);
    });
  });
  http.addHook("preClose", async () => {
    isClosing = true;
    for (const [socket, responses] of answering) {
      // So that nobody asks again on a connection that is about to end.
      for (const response of responses) if (!response.headersSent) response.setHeader("connection", "close");
      letGo(socket);
    }
  });
}
