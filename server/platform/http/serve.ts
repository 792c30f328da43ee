import type { FastifyReply, FastifyRequest } from "fastify";
import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf } from "#contract/endpoint.ts";
import type { Context } from "#server/context.ts";
import type { Caller } from "#server/platform/http/caller.ts";

type Anonymous = { readonly access: { readonly kind: "public" | "provider" } };

/** What a handler is given: the checked parts of the request and, on endpoints for members, who asks and their context. */
export interface Call<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly caller: E extends Anonymous ? Caller | null : Caller;
  readonly context: E extends Anonymous ? null : Context;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A JSON answer that is text already, because the database built it. */
export class JsonText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What a handler may return: the declared answer, its ready JSON, or the reply when it has written that itself. */
export type Result<E extends Endpoint> = AnswerOf<E> | JsonText | FastifyReply;

/** An endpoint together with the code that answers it. */
export interface Route {
  readonly endpoint: Endpoint;
  /** Takes the `Call` of this very endpoint; only the framework, which checks each call against it, may call this. */
  readonly handle: (call: never) => Promise<unknown>;
}

/** Joins an endpoint of the contract to its handler. */
export function serve<const E extends Endpoint>(endpoint: E, handle: (call: Call<E>) => Promise<Result<E>>): Route {
  return { endpoint, handle };
}
