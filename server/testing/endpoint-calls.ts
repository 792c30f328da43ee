import type { Endpoint } from "#contract/endpoint.ts";
import { endpoints } from "#contract/endpoints.ts";
import { newId } from "#server/platform/identifier.ts";
import type { Furnished } from "#server/testing/furnish-workspace.ts";
import { formWith } from "#server/testing/furnish-workspace.ts";
import type { Answered, TestClient } from "#server/testing/test-client.ts";

/** An endpoint with its name, as the contract lists them. */
export interface Named {
  readonly name: string;
  readonly endpoint: Endpoint;
}

/** Every endpoint for people; those of outside services have no principal to vary. */
export const endpointsForPeople: readonly Named[] = [...endpoints]
  .map(([name, endpoint]) => ({ name, endpoint }))
  .filter(({ endpoint }) => endpoint.access.kind !== "provider");

/** What a call carries, loosely typed so that tests can put anything in. */
export interface LooseCall {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly form?: FormData;
}

const bodies: Readonly<Record<string, (ids: Furnished) => unknown>> = {
  signIn: () => ({ email: "nobody@example.com", password: "wrong password" }),
  signUp: () => ({
    workspaceName: "New",
    displayName: "New",
    email: `${newId()}@example.com`,
    password: "correct horse battery",
  }),
  inviteMember: () => ({ displayName: "New", email: `${newId()}@example.com`, role: "user" }),
  chooseOwnPassword: () => ({ newPassword: "another horse battery" }),
  switchWorkspace: () => ({ workspaceId: newId() }),
  requestPasswordReset: () => ({ email: "nobody@example.com" }),
  readSignInLink: () => ({ token: "made up" }),
  redeemSignInLink: () => ({ token: "made up", newPassword: "another horse battery" }),
  editProfile: () => ({ displayName: "Ana Ortiz" }),
  chooseAvailability: () => ({ availability: "available" }),
  chooseQuietTime: () => ({ minutes: 30 }),
  chooseAlertWays: () => ({ banner: true, popup: false, mail: false }),
  changeEmail: () => ({ email: `${newId()}@example.com`, currentPassword: "wrong password" }),
  changePassword: () => ({ currentPassword: "wrong password", newPassword: "another horse battery" }),
  editWorkspace: () => ({ channelAlerts: true }),
  connectChannel: () => ({ kind: "telegram", credentials: { token: "not a token" } }),
  linkChannel: () => ({ kind: "telegram" }),
  beginLogin: () => ({ kind: "telegram" }),
  finishLogin: () => ({ accountIds: ["1"] }),
  renameChannel: () => ({ name: "Renamed" }),
  reconnectChannel: () => ({ credentials: { token: "not a token" } }),
  previewMemberImport: () => ({ csv: "name,email,role\nNew,new@example.com,user" }),
  importMembers: () => ({ csv: `name,email,role\nNew,${newId()}@example.com,user` }),
  renameMember: () => ({ displayName: "Ana Ortiz" }),
  changeRole: () => ({ role: "user", currentPassword: "wrong password" }),
  resetPassword: () => ({ currentPassword: "wrong password" }),
  deactivateMember: () => ({ handOver: { to: "unassigned" }, currentPassword: "wrong password" }),
  reactivateMember: () => ({ currentPassword: "wrong password" }),
  removeMember: () => ({ handOver: { to: "unassigned" }, currentPassword: "wrong password" }),
  assignConversation: ({ memberId }) => ({ memberId, expectedAssigneeId: null }),
  beginConversation: ({ channelId }) => ({ channelId, phoneNumber: "+49 1512 3456789" }),
  reactToMessage: () => ({ emoji: "👍" }),
  sendMessage: () => ({ idempotencyKey: newId(), text: "An answer" }),
  createTeam: () => ({ name: `Team ${newId()}` }),
  editTeam: () => ({ purpose: "sales" }),
  giveQueue: () => ({ teamId: null }),
  resolveMessage: () => ({ decision: "discard" }),
  changeSendingGuards: () => ({ dailyFirstContacts: 5 }),
  liftOptOut: () => ({ reason: "Agreed on the phone" }),
  writeNote: () => ({ idempotencyKey: newId(), text: "Look at this" }),
  transferConversation: ({ memberId }) => ({ to: { memberId }, expectedTeamId: null, expectedAssigneeId: null }),
  markNotificationsSeen: () => ({}),
};

/** The queries of endpoints that need one. */
const queries: Readonly<Record<string, (ids: Furnished) => Record<string, string | number>>> = {
  previewArchive: () => ({ days: 30 }),
  readChannelHistory: () => ({ timeZone: "Europe/Madrid" }),
  explainSight: ({ conversationId }) => ({ conversationId }),
};

/** A call that the owner of `ids` could make. */
export function validCall({ name, endpoint }: Named, ids: Furnished): LooseCall {
  const known = new Map<string, string>(
    Object.entries(ids).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const wanted = Object.keys(endpoint.params?.shape ?? {});
  return {
    params: Object.fromEntries(wanted.map((param) => [param, known.get(param) ?? newId()])),
    ...(queries[name] && { query: queries[name](ids) }),
    ...(endpoint.upload ? { form: formWith("content") } : { body: bodies[name]?.(ids) }),
  };
}

/** Makes a call that need not fit its endpoint. */
export function callLoosely(
  client: TestClient,
  { endpoint }: Named,
  call: LooseCall,
  headers = {},
): Promise<Answered<Endpoint>> {
  return client.call(endpoint, { ...call, headers } as never);
}
