import type { FacebookSettings } from "#server/platform/settings.ts";
import type { MessengerSimulator, SimulatedApp } from "#simulators/messenger/start-messenger.ts";

type Facebook = Pick<MessengerSimulator, "url">;
type App = Pick<SimulatedApp, "id" | "secret">;

/** The settings of a server whose operator has named an app of this simulated Facebook. */
export function facebookOf({ url }: Facebook, { id, secret }: App, verifyToken: string): FacebookSettings {
  return { appId: id, appSecret: secret, verifyToken, graphUrl: url, dialogUrl: url };
}

/** The same as the environment that a server is started with. */
export function facebookEnv({ url }: Facebook, { id, secret }: App, verifyToken: string) {
  return {
    FACEBOOK_APP_ID: id,
    FACEBOOK_APP_SECRET: secret,
    FACEBOOK_VERIFY_TOKEN: verifyToken,
    FACEBOOK_GRAPH_URL: url,
    FACEBOOK_DIALOG_URL: url,
  };
}
