import type { MessageEntity } from "../state/wire.ts";
import { badRequest } from "./call.ts";

const MARKS: [mark: string, type: string][] = [
  ["```", "pre"],
  ["`", "code"],
  ["||", "spoiler"],
  ["__", "underline"],
  ["*", "bold"],
  ["_", "italic"],
  ["~", "strikethrough"],
];

const RESERVED = new Set("_*[]()~`>#+-=|{}.!");

type State = {
  source: string;
  at: number;
  text: string;
  entities: MessageEntity[];
  open: { mark: string; offset: number }[];
};

/**
 * parse_mode MarkdownV2: https://core.telegram.org/bots/api#markdownv2-style. Refuses reserved characters that are not
 * escaped and marks that are not closed.
 */
export function parseMarkdown(source: string): { text: string; entities: MessageEntity[] } {
  const state: State = { source, at: 0, text: "", entities: [], open: [] };
  while (state.at < source.length) readOne(state);
  const left = state.open.at(-1);
  if (left)
    throw badRequest(`can't parse entities: Can't find end of the entity starting at byte offset ${left.offset}`);
  return { text: state.text, entities: state.entities };
}

function readOne(state: State): void {
  const char = state.source[state.at] ?? "";
  const rest = state.source.slice(state.at);
  const mark = MARKS.find(([text]) => rest.startsWith(text));
  if (char === "\\" && RESERVED.has(rest[1] ?? "")) take(state, 2, rest[1]);
  else if (insideCode(state) && mark?.[0] !== state.open.at(-1)?.mark) take(state, 1, char);
  else if (mark) toggle(state, mark[0], mark[1]);
  else if (char === "[") readOpening(state);
  else if (char === "]" && state.open.at(-1)?.mark === "[") readLink(state, rest);
  else if (RESERVED.has(char)) throw reserved(char);
  else take(state, 1, char);
}

function reserved(char: string): Error {
  return badRequest(
    `can't parse entities: Character '${char}' is reserved and must be escaped with the preceding '\\'`,
  );
}

function insideCode({ open }: State): boolean {
  const mark = open.at(-1)?.mark;
  return mark === "`" || mark === "```";
}

function take(state: State, length: number, text = ""): void {
  state.at += length;
  state.text += text;
}

function toggle(state: State, mark: string, type: string): void {
  state.at += mark.length;
  const last = state.open.at(-1);
  if (last?.mark !== mark) {
    state.open.push({ mark, offset: state.text.length });
    return;
  }
  state.open.pop();
  close(state, last.offset, { type });
}

function readOpening(state: State): void {
  state.at += 1;
  state.open.push({ mark: "[", offset: state.text.length });
}

function readLink(state: State, rest: string): void {
  const link = /^\]\(([^)]*)\)/.exec(rest);
  const opening = state.open.pop();
  if (!link || !opening) throw badRequest("can't parse entities: Can't find end of a URL");
  state.at += link[0].length;
  close(state, opening.offset, { type: "text_link", url: link[1] });
}

function close(state: State, offset: number, entity: { type: string; url?: string | undefined }): void {
  const length = state.text.length - offset;
  if (length > 0) state.entities.push({ ...entity, offset, length });
}
