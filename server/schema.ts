import type { OutagesTable } from "#server/alerts/tables.ts";
import type { ArchiveRunsTable } from "#server/archiving/tables.ts";
import type { AuditEntriesTable } from "#server/audit/tables.ts";
import type {
  ChannelLeasesTable,
  ChannelLoginsTable,
  ChannelPausesTable,
  ChannelPositionsTable,
  ChannelsTable,
  DeviceCredsTable,
  DeviceJournalTable,
  DeviceKeysTable,
  HeldEventsTable,
  LineRequestsTable,
  RejectedUpdatesTable,
  SentPayloadsTable,
} from "#server/channels/tables.ts";
import type { ContactsTable, ContactWordsTable, IdentitiesTable } from "#server/contacts/tables.ts";
import type {
  ChatAliasesTable,
  ConversationReadsTable,
  ConversationsTable,
  DeliveryAttemptsTable,
  EarlyChangesTable,
  MentionsTable,
  MessagesTable,
  ReactionsTable,
  WatermarksTable,
} from "#server/conversations/tables.ts";
import type {
  FirstContactsTable,
  SendingDaysTable,
  SendingGuardsTable,
  SendingTurnsTable,
} from "#server/guards/tables.ts";
import type { FilesTable } from "#server/media/tables.ts";
import type { MembersTable } from "#server/members/tables.ts";
import type { NotificationsTable } from "#server/notifications/tables.ts";
import type { FactsTable } from "#server/platform/events/tables.ts";
import type { QueueMoveConversationsTable, QueueMovesTable } from "#server/queues/tables.ts";
import type { TeamMembersTable, TeamsTable } from "#server/teams/tables.ts";
import type { WorkspacesTable } from "#server/workspaces/tables.ts";

/** Every tenant table by its name; `architecture.test.ts` compares it with the migrated database. */
export interface Schema {
  workspaces: WorkspacesTable;
  members: MembersTable;
  facts: FactsTable;
  channels: ChannelsTable;
  channel_positions: ChannelPositionsTable;
  channel_leases: ChannelLeasesTable;
  channel_pauses: ChannelPausesTable;
  channel_logins: ChannelLoginsTable;
  outages: OutagesTable;
  rejected_updates: RejectedUpdatesTable;
  held_events: HeldEventsTable;
  device_creds: DeviceCredsTable;
  device_keys: DeviceKeysTable;
  device_journal: DeviceJournalTable;
  line_requests: LineRequestsTable;
  sent_payloads: SentPayloadsTable;
  contacts: ContactsTable;
  contact_words: ContactWordsTable;
  identities: IdentitiesTable;
  conversations: ConversationsTable;
  conversation_reads: ConversationReadsTable;
  messages: MessagesTable;
  delivery_attempts: DeliveryAttemptsTable;
  reactions: ReactionsTable;
  early_changes: EarlyChangesTable;
  chat_aliases: ChatAliasesTable;
  watermarks: WatermarksTable;
  sending_guards: SendingGuardsTable;
  sending_turns: SendingTurnsTable;
  sending_days: SendingDaysTable;
  first_contacts: FirstContactsTable;
  files: FilesTable;
  archive_runs: ArchiveRunsTable;
  teams: TeamsTable;
  team_members: TeamMembersTable;
  queue_moves: QueueMovesTable;
  queue_move_conversations: QueueMoveConversationsTable;
  mentions: MentionsTable;
  notifications: NotificationsTable;
  audit_entries: AuditEntriesTable;
}
