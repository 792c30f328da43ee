import type { App, Token } from "../state/world.ts";

type Details = {
  type?: string;
  status?: number;
  isTransient?: boolean;
  waitMinutes?: number;
  userTitle?: string;
  userMessage?: string;
};

/** What the Graph API refuses a call with. https://developers.facebook.com/docs/graph-api/guides/error-handling */
export class GraphError extends Error {
  readonly code: number;
  readonly subcode: number | undefined;
  readonly details: Details;

  constructor(code: number, message: string, subcode?: number, details: Details = {}) {
    super(message);
    this.code = code;
    this.subcode = subcode;
    this.details = details;
  }

  get status(): number {
    return this.details.status ?? statusOf(this.code);
  }

  /** The object `error` of the answer. */
  body(traceId: string) {
    const { type = "OAuthException", userTitle, userMessage, isTransient = isTransientCode(this.code) } = this.details;
    return {
      message: this.message,
      type,
      code: this.code,
      ...(this.subcode === undefined ? {} : { error_subcode: this.subcode }),
      ...(isTransient ? { is_transient: true } : {}),
      ...(userTitle === undefined ? {} : { error_user_title: userTitle, error_user_msg: userMessage }),
      fbtrace_id: traceId,
    };
  }
}

/** The error of this code in Meta's words. https://developers.facebook.com/docs/messenger-platform/error-codes */
export function knownError(code: number, subcode?: number): GraphError {
  const sentence = sentences[`${code}/${subcode ?? ""}`] ?? sentences[`${code}/`] ?? `(#${code}) An error occurred`;
  return new GraphError(code, sentence, subcode);
}

/** Why a token is not good any more. */
export function tokenError(app: App, token: Token, now: number): GraphError | undefined {
  if (token.endedBy === 458) {
    return new GraphError(
      190,
      `Error validating access token: The user has not authorized application ${app.id}.`,
      458,
    );
  }
  if (token.endedBy !== undefined) return knownError(190, token.endedBy);
  if (token.expiresAt === undefined || token.expiresAt > now) return undefined;
  const [ended, current] = [token.expiresAt, now].map((at) => new Date(at).toUTCString());
  const said = `Session has expired on ${ended}. The current time is ${current}.`;
  return new GraphError(190, `Error validating access token: ${said}`, 463);
}

/** Nothing there, or nothing that may be seen; Graph does not tell which. */
export function noSuchObject(id: string, verb: "get" | "post" | "delete" = "get"): GraphError {
  return new GraphError(
    100,
    `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    33,
    { type: "GraphMethodException" },
  );
}

/** A parameter that is missing or has not the right form. */
export function badParameter(message: string, subcode?: number): GraphError {
  return new GraphError(100, `(#100) ${message}`, subcode);
}

const sentences: Record<string, string> = {
  "1/": "An unknown error occurred",
  "1/99": "An unknown error occurred",
  "2/": "An unexpected error has occurred. Please retry your request later.",
  "4/": "(#4) Application request limit reached",
  "10/": "(#10) Application does not have permission for this action",
  "10/2018278":
    "(#10) This message is sent outside of allowed window. Learn more about the new policy here: https://developers.facebook.com/docs/messenger-platform/policy-overview",
  "10/2018065": "(#10) This message is sent outside of allowed window.",
  "10/2018108": "(#10) This Person Cannot Receive Messages: This person isn't receiving messages from you right now.",
  "10/2018300": "(#10) This message is sent outside of allowed window.",
  "10/1893063": "(#10) This Page is temporarily restricted from sending messages.",
  "32/": "(#32) Page request limit reached",
  "100/2018001": "(#100) No matching user found",
  "100/2018218": "(#100) No profile available for this user.",
  "190/": "Invalid OAuth access token - Cannot parse access token",
  "190/458": "Error validating access token: The user has not authorized application.",
  "190/459":
    "Error validating access token: You cannot access the app till you log in to www.facebook.com and follow the instructions given.",
  "190/460":
    "Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.",
  "190/463": "Error validating access token: Session has expired.",
  "190/464":
    "Error validating access token: Sessions for the user are not allowed because the user is not a confirmed user.",
  "190/467": "Error validating access token: The session is invalid because the user logged out.",
  "190/492":
    "Error validating access token: Session does not match current stored session. User may not have an appropriate role on the Page.",
  "200/": "(#200) Requires pages_messaging permission to manage the object",
  "200/1545041": "(#200) Message Not Sent: This person isn't receiving messages from you right now.",
  "200/2018028":
    "(#200) Cannot message users who are not admins, developers or testers of the app until pages_messaging permission is reviewed and the app is live.",
  "230/": "(#230) Requires pages_messaging permission to manage the object",
  "368/": "The action attempted has been deemed abusive or is otherwise disallowed",
  "551/": "(#551) This person isn't available right now.",
  "551/1545041": "(#551) This person isn't available right now.",
  "613/": "(#613) Calls to this api have exceeded the rate limit.",
  "803/": "(#803) Some of the aliases you requested do not exist",
  "1200/": "(#1200) Temporary send message failure. Please try again later.",
};

function statusOf(code: number): number {
  if (code === 1 || code === 2 || code === 1200) return 500;
  if (code === 10 || code === 4 || code === 32 || code === 613 || (code >= 200 && code <= 299)) return 403;
  return 400;
}

function isTransientCode(code: number): boolean {
  return code === 1 || code === 2 || code === 4 || code === 32 || code === 613 || code === 1200;
}
