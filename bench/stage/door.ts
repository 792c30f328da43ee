import type { House, Stage } from "../crash/open-house.ts";

/** What one customer sends, as an outside service would number it. */
export interface Letter {
  /** Of its own for each letter of a channel. */
  readonly number: number;
  readonly customer: number;
  readonly text: string;
}

/** How a service delivers to one channel. Delivers once and resolves with the status of the answer; `at`: another server's address. */
export interface Door {
  text(letter: Letter, at?: string): Promise<number>;
  /** One of several pictures that are sent together; the text is its caption. */
  picture(letter: Letter, at?: string): Promise<number>;
  /** Proven as the service's own, and of a form or a kind that nobody knows; several of them by the number of the letter. */
  poison(letter: Letter): Promise<number>;
}

/** Connects a channel of a kind, so that one row can judge each kind. */
export type OpenDoor = (stage: Stage, house: House, name: string) => Promise<Door>;
