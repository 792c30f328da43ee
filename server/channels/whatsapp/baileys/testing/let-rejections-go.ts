import { catchStrays } from "#server/channels/whatsapp/baileys/catch-strays.ts";
import { loadBaileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";
import { createLog } from "#server/platform/log/log.ts";

/** Leaves one rejection of Baileys unhandled, and then one of ours; a test looks at what ends the process. */
const { promiseTimeout } = await loadBaileys(undefined);
catchStrays(createLog("silent"));
void promiseTimeout(1, () => undefined);
setTimeout(() => {
  console.log("still here");
  void Promise.reject(new Error("ours"));
}, 50);
setTimeout(() => console.log("never said"), 200);
