import type { MailSettings } from "#server/platform/settings.ts";

/** One e-mail of plain text. */
export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

/** Carries e-mails away. */
export interface MailCarrier {
  /** Resolves when the mail server has taken it, and throws when it has not. */
  send(mail: Mail): Promise<void>;
}

const connectMilliseconds = 10_000;
const silenceMilliseconds = 30_000;

/** Makes the carrier that speaks to the operator's mail server, one connection for each mail. */
export function openMail({ server, from }: MailSettings): MailCarrier {
  return {
    async send({ to, subject, text }) {
      // Loaded with the first mail, as most starts send none.
      const { createTransport } = await import("nodemailer");
      const transport = createTransport({
        url: server,
        connectionTimeout: connectMilliseconds,
        greetingTimeout: connectMilliseconds,
        socketTimeout: silenceMilliseconds,
      });
      const inert = { disableFileAccess: true, disableUrlAccess: true };
      // A machine answers nobody's absence notice.
      const headers = { "Auto-Submitted": "auto-generated" };
      await transport.sendMail({ from, to, subject, text, headers, ...inert });
    },
  };
}
