import type { z } from "zod";
import type { Right } from "#contract/rights.ts";

/**
 * Who may call an endpoint. `public`: anyone. `signed-in`: any member with a living session.
 * `right`: a member whose role holds that right (see `rights.ts`).
 * `provider`: an outside service that proves itself by the secret of one channel, or of all of a kind; its adapter checks it.
 */
export type Access =
  | { readonly kind: "public" }
  | { readonly kind: "signed-in" }
  | { readonly kind: "right"; readonly right: Right }
  | { readonly kind: "provider" };

/**
 * One HTTP operation that server, web, command line and integrators agree on. Paths are relative to `/api/v1`,
 * parameters are written `:name`. `status` is the code of success. `upload` marks a multipart body with one file
 * in the field `file`. `stream` marks an answer that is not JSON (a file, an event stream). `beforeOwnPassword` marks the few that
 * members may call while the password that somebody else made for them is still theirs.
 */
export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: `/${string}`;
  readonly summary: string;
  readonly access: Access;
  readonly status: 200 | 201 | 202 | 204 | 303;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer?: z.ZodType;
  readonly upload?: true;
  readonly stream?: true;
  readonly beforeOwnPassword?: true;
}

/** Declares an endpoint and keeps its exact type. */
export function endpoint<const E extends Endpoint>(declaration: E): E {
  return declaration;
}

/** Shorthand for `{ kind: "right", right }`. */
export function right<const R extends Right>(name: R): { readonly kind: "right"; readonly right: R } {
  return { kind: "right", right: name };
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type Given<T> = T extends z.ZodType ? z.input<T> : undefined;
type Part<E, K extends string> = K extends keyof E ? E[K] : undefined;

/** The path parameters of an endpoint as the server sees them. */
export type ParamsOf<E extends Endpoint> = Parsed<Part<E, "params">>;
/** The query of an endpoint as the server sees it, defaults filled in. */
export type QueryOf<E extends Endpoint> = Parsed<Part<E, "query">>;
/** The query of an endpoint as a client writes it. */
export type QueryGiven<E extends Endpoint> = Given<Part<E, "query">>;
/** The body of an endpoint as the server sees it. */
export type BodyOf<E extends Endpoint> = Parsed<Part<E, "body">>;
/** The body of an endpoint as a client writes it. */
export type BodyGiven<E extends Endpoint> = Given<Part<E, "body">>;
/** What an endpoint answers on success. */
export type AnswerOf<E extends Endpoint> = Parsed<Part<E, "answer">>;
