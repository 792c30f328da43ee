import type { Endpoint } from "#contract/endpoint.ts";
import { signIn, signOut } from "#contract/session.ts";
import { movableClock } from "#server/platform/clock/clock.ts";
import type { Config } from "#server/platform/config.ts";
import type { Log } from "#server/platform/log/log.ts";
import { runServer } from "#server/run-server.ts";
import { type Given, TestClient } from "#server/testing/test-client.ts";

/** A server that lives in the past, on the database of the one that runs today: what people do there happened then. */
export interface PastOffice {
  /** Lets time pass until a moment; it never goes back. */
  moveTo(moment: Date): void;
  /** A browser of somebody, in which nobody is signed in yet. */
  browser(userAgent: string): Browser;
  close(): Promise<void>;
}

/** What somebody signs in with, and whether they leave the browser open when they go. */
interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly stays?: boolean;
}

/** A browser of somebody who works there. */
export interface Browser {
  call: TestClient["call"];
  ok: TestClient["ok"];
  /** Signs in, has it do something, and signs out again unless they stay. */
  as(credentials: Credentials, work: () => Promise<unknown>): Promise<void>;
}

/** What the past server stands on. */
interface Ground {
  readonly config: Config;
  readonly database: { readonly appUrl: string; readonly ownerUrl: string };
  readonly log: Log;
}

/** Opens a server for people's requests alone, in which it is `start`. E-mails of the past have been read and thrown away. */
export async function openPastOffice({ config, database, log }: Ground, start: Date): Promise<PastOffice> {
  const clock = movableClock(start);
  const server = await runServer({
    config: { ...config, port: 0, roles: ["web"], mail: undefined },
    database,
    log,
    clock,
  });
  return {
    moveTo: (moment) => clock.advance(moment.getTime() - clock.now().getTime()),
    browser: (userAgent) => openBrowser(server.address, userAgent),
    close: () => server.stop(),
  };
}

/** A browser at the server with this address. */
export function openBrowser(address: string, userAgent: string): Browser {
  const client = new TestClient(address);
  const told = <const E extends Endpoint>(given: Given<E> = {}): Given<E> => ({
    ...given,
    headers: { "user-agent": userAgent, ...given.headers },
  });
  const ok: TestClient["ok"] = (endpoint, given) => client.ok(endpoint, told(given));
  return {
    call: (endpoint, given) => client.call(endpoint, told(given)),
    ok,
    async as({ stays = false, ...body }, work) {
      await ok(signIn, { body });
      await work();
      if (!stays) await ok(signOut);
    },
  };
}
