import type { FacebookSettings } from "#server/platform/settings.ts";

/** The settings of a server whose operator has given no app for Messenger, and where nothing outside can be reached. */
export const noFacebook: FacebookSettings = {
  appId: undefined,
  appSecret: undefined,
  verifyToken: undefined,
  graphUrl: "http://127.0.0.1:1",
  dialogUrl: "http://127.0.0.1:1",
};
