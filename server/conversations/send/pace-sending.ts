import type { Adapter } from "#server/channels/adapter.ts";

/** Keeps the sending of this process within what the outside service allows. Times are milliseconds. */
export interface SendingPace {
  /** Asks for a turn of a chat and returns how long to wait before asking again; 0 when it may send now. */
  take(channelId: string, chatId: string, pace: Adapter["pace"], now: number): number;
  /** The service asked a whole channel to wait. */
  pause(channelId: string, until: number): void;
}

interface ChannelPace {
  /** When the next turn that nobody has yet begins. */
  next: number;
  pausedUntil: number;
  /** The turns that were given out and not used yet, by chat. */
  readonly turns: Map<string, number>;
  /** When each chat may be written to again. */
  readonly chats: Map<string, number>;
}

const mostChats = 10_000;

/**
 * Turns are given out in order, per channel in equal steps of its sends per second. Who must wait keeps the turn and comes back
 * for it, so that a thousand lanes do not ask over and over. A chat's own interval is waited for before it gets a turn.
 */
export function paceSending(): SendingPace {
  const channels = new Map<string, ChannelPace>();
  const channelOf = (channelId: string) => {
    const found = channels.get(channelId) ?? { next: 0, pausedUntil: 0, turns: new Map(), chats: new Map() };
    channels.set(channelId, found);
    return found;
  };
  return {
    take: (channelId, chatId, pace, now) => take(channelOf(channelId), chatId, pace, now),
    pause(channelId, until) {
      const channel = channelOf(channelId);
      channel.pausedUntil = Math.max(channel.pausedUntil, until);
      channel.next = Math.max(channel.next, until);
      channel.turns.clear();
    },
  };
}

function take(channel: ChannelPace, chatId: string, pace: Adapter["pace"], now: number): number {
  const { turns, chats } = channel;
  const free = Math.max(channel.pausedUntil, chats.get(chatId) ?? 0);
  if (free > now) return Math.ceil(free - now);
  const turn = turns.get(chatId) ?? nextTurn(channel, pace, now);
  if (turn > now) {
    turns.set(chatId, turn);
    return Math.ceil(turn - now);
  }
  turns.delete(chatId);
  chats.set(chatId, now + pace.chatIntervalMilliseconds);
  if (chats.size > mostChats) forgetPast(chats, now);
  return 0;
}

function nextTurn(channel: ChannelPace, { perSecond }: Adapter["pace"], now: number): number {
  const turn = Math.max(channel.next, now);
  channel.next = turn + 1000 / perSecond;
  return turn;
}

function forgetPast(chats: Map<string, number>, now: number): void {
  for (const [chat, free] of chats) if (free <= now) chats.delete(chat);
}
