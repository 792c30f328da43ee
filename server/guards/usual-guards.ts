import type { SendingGuardsTable } from "#server/guards/tables.ts";

/** What of the guards of a channel decides, and people may choose. */
export type GuardSettings = Pick<
  SendingGuardsTable,
  "mode" | "daily_first_contacts" | "warm_up" | "opt_out_words" | "loop_breaker" | "restrained_at"
>;

/** By language. Words that customers also write about their orders, such as "cancel" and "end", are left out. */
const usualWords = [
  ...["STOP", "STOP ALL", "UNSUBSCRIBE", "OPT OUT"],
  ...["STOPP", "ABMELDEN", "ABBESTELLEN"],
  ...["BAJA", "DARME DE BAJA"],
  ...["ARRÊT", "DÉSABONNER", "DÉSINSCRIRE"],
  ...["SAIR", "DESCADASTRAR"],
  ...["DISISCRIVIMI", "CANCELLAMI"],
  ...["AFMELDEN", "UITSCHRIJVEN"],
  ...["WYPISZ", "СТОП", "ОТПИСАТЬСЯ"],
  ...["BERHENTI", "إيقاف", "הסר", "退订"],
];

/** The guards of a channel at which nobody has changed anything. */
export const usualGuards: GuardSettings = {
  mode: "everything",
  daily_first_contacts: 20,
  warm_up: true,
  opt_out_words: usualWords,
  loop_breaker: true,
  restrained_at: null,
};
