/** Why nothing can be recorded, in sentences that say what helps. */
export class MicrophoneFault extends Error {}

/** Not over plain http: browsers give pages a microphone only where nobody can listen in between. */
export const insecure = new MicrophoneFault(
  "Browsers let a page record only over https. Open Wokfow by its https address and try again.",
);

/** The one form that this browser records in cannot become a voice message. */
export const wrongForm = new MicrophoneFault(
  "This browser records sound only in a form that cannot be sent as a voice message. Update it, or use a current Chrome, Edge, Firefox or Safari.",
);

/** What a browser said when it was asked for the microphone: www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
export function microphoneFault(error: unknown): MicrophoneFault {
  if (error instanceof MicrophoneFault) return error;
  const name = error instanceof Error ? error.name : "";
  return new MicrophoneFault(sentences[name] ?? "The microphone could not be used. Try again.");
}

const sentences: Readonly<Record<string, string>> = {
  NotAllowedError:
    "The microphone is blocked for this page. Allow it in the browser, beside the address or in its settings, and try again.",
  SecurityError:
    "The microphone is blocked for this page. Allow it in the browser, beside the address or in its settings, and try again.",
  NotFoundError: "No microphone was found. Connect one and try again.",
  OverconstrainedError: "No microphone was found. Connect one and try again.",
  NotReadableError: "The microphone is used by another program, or was taken away. Close that program and try again.",
  AbortError: "The microphone stopped working. Try again.",
};
