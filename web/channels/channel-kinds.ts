import type { ComponentType } from "react";
import type { Channel, ChannelKind } from "#contract/channels.ts";
import { ConnectMessenger } from "#web/channels/messenger/connect-messenger.tsx";
import { DashboardWebhook } from "#web/channels/messenger/dashboard-webhook.tsx";
import { LoginReturn } from "#web/channels/messenger/login-return.tsx";
import { ReconnectMessenger } from "#web/channels/messenger/reconnect-messenger.tsx";
import { ConnectTelegram } from "#web/channels/telegram/connect-telegram.tsx";
import { ReconnectTelegram } from "#web/channels/telegram/reconnect-telegram.tsx";
import { ConnectWhatsApp } from "#web/channels/whatsapp/connect-whatsapp.tsx";
import { ReconnectWhatsApp } from "#web/channels/whatsapp/reconnect-whatsapp.tsx";

/** What differs between the kinds of channel on screen. */
interface ChannelKindParts {
  /** What becomes of messages that customers write during a pause. */
  readonly pausedSentence: string;
  /** What connecting an account of it is called, and its dialog. */
  readonly connectWords: string;
  readonly Connect: ComponentType<{ readonly onClose: () => void }>;
  /** What connecting the same account again is called, and its dialog. */
  readonly reconnectVerb: string;
  readonly Reconnect: ComponentType<{ readonly channel: Channel; readonly onClose: () => void }>;
  /** Where somebody who has logged in at the service comes back to; null for kinds that are connected otherwise. */
  readonly LoginReturn: ComponentType<{ readonly loginId: string; readonly onClose: () => void }> | null;
  /** What whoever operates Wokfow enters as the webhook at the service; null for kinds whose webhook Wokfow sets itself. */
  readonly DashboardWebhook: ComponentType | null;
}

/** Every kind that this version can connect. */
export const channelKindParts: Readonly<Record<ChannelKind, ChannelKindParts>> = {
  telegram: {
    // https://core.telegram.org/bots/api#getting-updates: updates are kept for no longer than 24 hours.
    pausedSentence: "Telegram keeps what customers write for 24 hours; it comes in when you resume.",
    connectWords: "Connect Telegram",
    Connect: ConnectTelegram,
    reconnectVerb: "Reconnect",
    Reconnect: ReconnectTelegram,
    LoginReturn: null,
    DashboardWebhook: null,
  },
  whatsapp: {
    // https://faq.whatsapp.com/378279804439436: what a linked device has missed is kept for it, for up to 30 days.
    pausedSentence: "WhatsApp keeps what customers write for some weeks; it comes in when you resume.",
    connectWords: "WhatsApp: Connect Device",
    Connect: ConnectWhatsApp,
    reconnectVerb: "Scan again",
    Reconnect: ReconnectWhatsApp,
    LoginReturn: null,
    DashboardWebhook: null,
  },
  messenger: {
    // A pause goes on taking what Facebook delivers, which keeps nothing for long itself.
    pausedSentence: "What customers write meanwhile is kept here and comes in when you resume.",
    connectWords: "Messenger: Log in with Facebook",
    Connect: ConnectMessenger,
    reconnectVerb: "Log in again",
    Reconnect: ReconnectMessenger,
    LoginReturn,
    DashboardWebhook,
  },
};
