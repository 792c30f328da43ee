/** The part of autocannon that is used here; the package brings no types. */
declare module "autocannon" {
  interface Request {
    readonly path?: string;
    readonly method?: string;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
  }

  interface Options extends Request {
    readonly url: string;
    /** Connections that are open at once, each with one request under way. */
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
    /** In turn on each connection; `setupRequest` makes each one anew. */
    readonly requests?: readonly (Request & { setupRequest?(request: Request): Request })[];
  }

  interface Result {
    readonly duration: number;
    readonly errors: number;
    readonly timeouts: number;
    readonly non2xx: number;
    readonly "2xx": number;
    readonly latency: { readonly p50: number; readonly p99: number };
  }

  export default function autocannon(options: Options): Promise<Result>;
}
