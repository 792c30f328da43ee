import type { FastifyReply } from "fastify";
import { inviteMember as inviteMemberEndpoint } from "#contract/invitations.ts";
import * as members from "#contract/members.ts";
import * as contract from "#contract/session.ts";
import * as links from "#contract/sign-in-links.ts";
import { type Context, transact } from "#server/context.ts";
import { accessProfile } from "#server/members/access.ts";
import { inviteMember } from "#server/members/invite-member.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { actorOf, type Caller } from "#server/platform/http/caller.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";
import { visitOf } from "#server/platform/http/visit.ts";
import { readLink } from "#server/sessions/access-link.ts";
import { changeEmail } from "#server/sessions/change-email.ts";
import { changePassword } from "#server/sessions/change-password.ts";
import { chooseOwnPassword } from "#server/sessions/choose-own-password.ts";
import { setDeviceCookie } from "#server/sessions/device-cookie.ts";
import { endSessions } from "#server/sessions/end-sessions.ts";
import { listMemberships } from "#server/sessions/list-memberships.ts";
import { listSessions } from "#server/sessions/list-sessions.ts";
import { hasWorkspace, maySignUp } from "#server/sessions/may-sign-up.ts";
import { contextIn, type SignIn } from "#server/sessions/open-sign-in.ts";
import { presentSession } from "#server/sessions/present.ts";
import { redeemLink } from "#server/sessions/redeem-link.ts";
import { requestPasswordReset } from "#server/sessions/request-password-reset.ts";
import { clearSessionCookie, setSessionCookie } from "#server/sessions/session-cookie.ts";
import { signIn } from "#server/sessions/sign-in.ts";
import { type Started, signUp } from "#server/sessions/sign-up.ts";
import { switchWorkspace } from "#server/sessions/switch-workspace.ts";

/** The endpoints of signing up, in and out, of the places where one is signed in, and of what one signs in with. */
export function sessionRoutes(desk: SignIn): Route[] {
  return [
    ...entranceRoutes(desk),
    ...arrivalRoutes(desk),
    ...ownSessionRoutes(),
    ...membershipRoutes(desk),
    ...credentialRoutes(desk),
  ];
}

function entranceRoutes(desk: SignIn): Route[] {
  return [
    serve(contract.readSession, async ({ caller }) => {
      const context = caller && contextOf(desk, caller);
      const [session, mayCreate, exists] = await Promise.all([
        context && presentSession(context),
        maySignUp(desk),
        hasWorkspace(desk),
      ]);
      return { session, signUp: mayCreate, firstVisit: !exists, mail: desk.mail !== null };
    }),
    serve(contract.signUp, async ({ body, caller, request, reply }) =>
      welcome(desk, reply, caller, await signUp(desk, visitOf(request), body)),
    ),
    serve(contract.signIn, async ({ body, caller, request, reply }) =>
      welcome(desk, reply, caller, await signIn(desk, request, body)),
    ),
    serve(contract.signOut, async ({ caller, context, reply }) => {
      await endOne(context, caller.memberId, caller.sessionId);
      clearSessionCookie(reply, desk.config);
      return undefined;
    }),
  ];
}

/** How those come in who were invited or forgot their password. */
function arrivalRoutes(desk: SignIn): Route[] {
  return [
    serve(inviteMemberEndpoint, ({ context, body }) => inviteMember(context, desk, body)),
    serve(contract.chooseOwnPassword, async ({ context, caller, body }) => {
      await chooseOwnPassword(context, desk, caller, body.newPassword);
      return presentSession(context);
    }),
    serve(links.requestPasswordReset, async ({ body, request }) => {
      await requestPasswordReset(desk, visitOf(request), body.email);
      return {};
    }),
    serve(links.readSignInLink, ({ body }) => readLink(desk, body.token)),
    serve(links.redeemSignInLink, async ({ body, caller, request, reply }) =>
      welcome(desk, reply, caller, await redeemLink(desk, visitOf(request), body)),
    ),
  ];
}

function membershipRoutes(desk: SignIn): Route[] {
  return [
    serve(contract.listMemberships, async ({ caller }) => ({ items: await listMemberships(desk, caller) })),
    serve(contract.switchWorkspace, async ({ body, caller, request, reply }) => {
      const visit = visitOf(request);
      return welcome(desk, reply, caller, await switchWorkspace(desk, caller, { ...body, visit }));
    }),
  ];
}

function ownSessionRoutes(): Route[] {
  return [
    serve(contract.listSessions, async ({ caller, context }) => ({
      items: await listSessions(context, { memberId: caller.memberId, current: caller.sessionId }),
    })),
    serve(contract.endSession, async ({ caller, context, params }) => {
      const ended = await endOne(context, caller.memberId, params.sessionId);
      if (ended.length === 0) throw notFound();
      return undefined;
    }),
    serve(contract.endOtherSessions, async ({ caller, context }) => {
      const { memberId, sessionId } = caller;
      const ended = await transact(context, (tx) => endSessions(tx, { memberId, allBut: sessionId }));
      return { endedSessions: ended.length };
    }),
  ];
}

function credentialRoutes(desk: SignIn): Route[] {
  return [
    serve(members.changeEmail, async ({ context, caller, body }) => {
      await changeEmail(context, desk, caller, body);
      return accessProfile(context);
    }),
    serve(members.changePassword, async ({ context, caller, body }) => ({
      endedSessions: await changePassword(context, desk, caller, body),
    })),
  ];
}

function contextOf(desk: SignIn, caller: Caller): Context {
  return contextIn(desk, caller.workspaceId, actorOf(caller));
}

function endOne(context: Context, memberId: string, sessionId: string): Promise<string[]> {
  return transact(context, (tx) => endSessions(tx, { memberId, only: sessionId }));
}

/** Hands over the new session; the one that this browser had before would otherwise live on without a browser. */
async function welcome(desk: SignIn, reply: FastifyReply, before: Caller | null, started: Started) {
  const { token, personId, context } = started;
  if (before) await endOne(contextOf(desk, before), before.memberId, before.sessionId);
  setSessionCookie(reply, desk.config, token);
  setDeviceCookie(desk, reply, personId);
  return presentSession(context);
}
