import { Refusal } from "#server/platform/errors/refusal.ts";

/** One answer for every wrong key and every wrong proof, so that trying teaches nothing. */
export function unproven(): Refusal {
  return new Refusal(401, "unproven_delivery", "This delivery does not prove where it comes from.");
}

/** Has the outside service keep a delivery and come again. */
export function comeAgain(title: string): Refusal {
  return new Refusal(503, "not_now", title, { detail: "Deliver it again later.", retryAfter: 5 });
}
