import type { SendOutcome } from "#server/channels/adapter.ts";

const busyMilliseconds = 60_000;
const troubleMilliseconds = 10_000;

/**
 * What a refusal of WhatsApp's server means. No list of its codes is published; those of Baileys 7.0.0-rc14 (`NACK_REASONS`,
 * `SERVER_ERROR_CODES`) and the HTTP-like ones that its server uses elsewhere are told apart.
 */
export function readAcknowledgement(code: string): SendOutcome {
  if (code === "463") {
    const detail =
      "WhatsApp does not let this number begin new conversations now. Customers who write first can be answered.";
    return { outcome: "refused", reason: "not_allowed", detail };
  }
  if (code === "404") return { outcome: "refused", reason: "not_on_service", detail: null };
  if (code === "429") return { outcome: "retry", afterMilliseconds: busyMilliseconds, scope: "channel" };
  if (code === "500" || code === "503")
    return { outcome: "retry", afterMilliseconds: troubleMilliseconds, scope: "chat" };
  return { outcome: "refused", reason: "rejected_by_service", detail: `WhatsApp refused it with the code ${code}.` };
}
