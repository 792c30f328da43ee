import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { type ReceivedMail, readMail } from "./read-mail.ts";

export type MailOptions = {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Default 127.0.0.1: there is no password, so it is for this machine only. */
  host?: string;
};

export type MailSimulator = {
  /** What `SMTP_URL` is set to. */
  url: string;
  /** Every mail that was taken, oldest first. */
  mails: ReceivedMail[];
  /** The mails to one address, oldest first. */
  mailsTo: (address: string) => ReceivedMail[];
  /** Refuses so many of the next mails as a server does that is busy, so that their sender tries again later. */
  refuse: (times: number) => void;
  /** How many mails were refused so far. */
  refused: () => number;
  close: () => Promise<void>;
};

/** Starts a mail server of our own, which takes every mail, for whomever, and sends none on. */
export async function startMail(options: MailOptions = {}): Promise<MailSimulator> {
  const mails: ReceivedMail[] = [];
  const refusals = { left: 0, done: 0 };
  const server = new SMTPServer({
    authOptional: true,
    // Its certificate would be nobody's.
    disabledCommands: ["STARTTLS"],
    logger: false,
    disableReverseLookup: true,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? "" }),
    onData(stream, session, done) {
      text(stream).then((raw) => {
        if (refusals.left > 0) {
          refusals.left -= 1;
          refusals.done += 1;
          return done(Object.assign(new Error("Try again later"), { responseCode: 451 }));
        }
        mails.push(
          readMail(
            raw,
            session.envelope.rcptTo.map(({ address }) => address),
          ),
        );
        done();
      }, done);
    },
  });
  server.on("error", () => undefined);
  const host = options.host ?? "127.0.0.1";
  const port = await listen(server, options.port ?? 0, host);
  return {
    url: `smtp://${host}:${port}`,
    mails,
    mailsTo: (address) => mails.filter(({ to }) => to.includes(address)),
    refuse: (times) => {
      refusals.left = times;
    },
    refused: () => refusals.done,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function listen(server: SMTPServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, host, () => resolve((server.server.address() as AddressInfo).port));
  });
}
