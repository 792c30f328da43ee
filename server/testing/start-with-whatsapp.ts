import type { TestServer } from "#server/platform/database/make-test-databases.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import { startWhatsApp, type WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

/** A whole server beside the WhatsApp that it links phones of. */
export interface WokfowWithWhatsApp {
  readonly service: WhatsAppSimulator;
  readonly wokfow: TestWokfow;
  close(): Promise<void>;
}

/** Starts the product beside a simulated WhatsApp; `env` is what a test wants different from the defaults. */
export async function startWithWhatsApp(
  server: TestServer,
  env: Readonly<Record<string, string>> = {},
): Promise<WokfowWithWhatsApp> {
  const service = await startWhatsApp();
  const where = { WHATSAPP_WEB_URL: service.webSocketUrl, WHATSAPP_ROOT_KEY: service.rootKey };
  const wokfow = await startWokfow(server, { env: { ...where, LOG_LEVEL: "error", ...env } });
  return {
    ...{ service, wokfow },
    async close() {
      await wokfow.stop();
      await service.close();
    },
  };
}
