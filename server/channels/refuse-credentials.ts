import { Refusal } from "#server/platform/errors/refusal.ts";

type Reason = "malformed_token" | "token_refused" | "unreachable";

/** The refusal of credentials that the outside service did not confirm. */
export function refuseCredentials(reason: Reason): Refusal {
  const { status, title, detail } = sentences[reason];
  return new Refusal(status, reason, title, { detail });
}

/** The refusal of credentials that open another account than the channel's. */
export function otherAccount(given: string, expected: string): Refusal {
  return new Refusal(409, "other_account", `This token belongs to ${given}, not to ${expected}.`, {
    detail: `Paste a token of ${expected}, or connect ${given} as a channel of its own.`,
  });
}

const sentences: Readonly<Record<Reason, { status: number; title: string; detail: string }>> = {
  malformed_token: {
    status: 422,
    title: "This does not have the form of a token.",
    detail: "Copy the whole token, such as 123456789:AAExampleExampleExampleExampleExamp, without anything around it.",
  },
  token_refused: {
    status: 422,
    title: "The service refused this token.",
    detail: "It may have been revoked or cut off. Copy the current token and paste it again.",
  },
  unreachable: {
    status: 503,
    title: "The service could not be reached.",
    detail: "Nothing was saved. Check this server's internet connection, then try again.",
  },
};
