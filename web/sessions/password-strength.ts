import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

const judge = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/**
 * How hard a password is to guess, 0 (at once) to 4 (not in practice). What is `known` about the member, such as the name
 * or the e-mail address, counts as easy. Large because of its word lists: load it only when somebody types a password.
 */
export function passwordStrength(password: string, known: readonly string[]): 0 | 1 | 2 | 3 | 4 {
  const words = known.flatMap((text) => text.split(/[\s@.]+/u)).filter((word) => word.length > 2);
  // Beyond 100 characters nothing changes but the time it takes.
  return judge.check(password.slice(0, 100), words).score;
}
