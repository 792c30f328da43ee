import * as alerts from "#contract/alerts.ts";
import * as archiving from "#contract/archiving.ts";
import * as audit from "#contract/audit.ts";
import * as channelHistory from "#contract/channel-history.ts";
import * as channelLinks from "#contract/channel-links.ts";
import * as channelLogins from "#contract/channel-logins.ts";
import * as channels from "#contract/channels.ts";
import * as contacts from "#contract/contacts.ts";
import * as conversations from "#contract/conversations.ts";
import * as directory from "#contract/directory.ts";
import type { Endpoint } from "#contract/endpoint.ts";
import * as files from "#contract/files.ts";
import * as gestures from "#contract/gestures.ts";
import * as invitations from "#contract/invitations.ts";
import * as live from "#contract/live.ts";
import * as loginConsent from "#contract/login-consent.ts";
import * as memberImports from "#contract/member-imports.ts";
import * as members from "#contract/members.ts";
import * as messages from "#contract/messages.ts";
import * as notes from "#contract/notes.ts";
import * as notifications from "#contract/notifications.ts";
import * as queues from "#contract/queues.ts";
import * as sendingGuards from "#contract/sending-guards.ts";
import * as session from "#contract/session.ts";
import * as sight from "#contract/sight.ts";
import * as signInLinks from "#contract/sign-in-links.ts";
import * as teams from "#contract/teams.ts";
import * as transfers from "#contract/transfers.ts";
import * as workspaces from "#contract/workspaces.ts";

const modules = {
  alerts,
  archiving,
  audit,
  channelHistory,
  channelLinks,
  channelLogins,
  channels,
  contacts,
  conversations,
  directory,
  files,
  gestures,
  invitations,
  live,
  loginConsent,
  memberImports,
  members,
  messages,
  notes,
  notifications,
  queues,
  sendingGuards,
  session,
  sight,
  signInLinks,
  transfers,
  teams,
  workspaces,
};

/** Every endpoint by its name; the server refuses to start unless each has exactly one handler. */
export const endpoints: ReadonlyMap<string, Endpoint> = new Map(
  Object.values(modules).flatMap((module) => Object.entries(module).filter(isEndpointEntry)),
);

function isEndpointEntry(entry: [string, unknown]): entry is [string, Endpoint] {
  const value = entry[1];
  return typeof value === "object" && value !== null && "method" in value && "path" in value && "access" in value;
}
