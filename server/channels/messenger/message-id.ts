/** The service's own identifier of a message. What it tells of in several parts has a number behind it from the second part on. */
export function messageIdOf(externalId: string): string {
  return externalId.replace(/:(\d{1,2}|referral)$/, "");
}
