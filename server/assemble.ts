import { alertPresenters } from "#server/alerts/events.ts";
import { alertJobs } from "#server/alerts/jobs.ts";
import { alertRoutes } from "#server/alerts/routes.ts";
import { archivingPresenters } from "#server/archiving/events.ts";
import { archivingJobs, archivingSchedules } from "#server/archiving/jobs.ts";
import { archivingRoutes } from "#server/archiving/routes.ts";
import { auditRoutes } from "#server/audit/routes.ts";
import type { Adapters } from "#server/channels/adapters.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { channelPresenters } from "#server/channels/events.ts";
import { channelJobs, channelSchedules } from "#server/channels/jobs.ts";
import { channelRoutes } from "#server/channels/routes.ts";
import { contactRoutes } from "#server/contacts/routes.ts";
import type { Context } from "#server/context.ts";
import { believeNames } from "#server/conversations/believe-names.ts";
import { conversationPresenters } from "#server/conversations/events.ts";
import { conversationJobs, conversationSchedules } from "#server/conversations/jobs.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { guardPresenters } from "#server/guards/events.ts";
import { guardRoutes } from "#server/guards/routes.ts";
import type { MailCarrier } from "#server/mail/open-mail.ts";
import { mediaJobs, mediaSchedules } from "#server/media/jobs.ts";
import { mediaRoutes } from "#server/media/routes.ts";
import { directoryRoutes } from "#server/members/directory/routes.ts";
import { memberPresenters } from "#server/members/events.ts";
import { memberSchedules } from "#server/members/jobs.ts";
import { memberRoutes } from "#server/members/routes.ts";
import { notificationPresenters } from "#server/notifications/events.ts";
import { notificationSchedules } from "#server/notifications/jobs.ts";
import { notificationRoutes } from "#server/notifications/routes.ts";
import type { Clock } from "#server/platform/clock/clock.ts";
import type { Config } from "#server/platform/config.ts";
import type { WorkspaceDatabase } from "#server/platform/database/workspace-database.ts";
import type { EventBus } from "#server/platform/events/event-bus.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import { actorOf } from "#server/platform/http/caller.ts";
import type { HttpParts } from "#server/platform/http/http-parts.ts";
import type { Route } from "#server/platform/http/serve.ts";
import type { JobHandler, ScheduledJob } from "#server/platform/jobs/job.ts";
import { type LiveHub, liveHub } from "#server/platform/live/live-hub.ts";
import { liveRoutes } from "#server/platform/live/routes.ts";
import type { Log } from "#server/platform/log/log.ts";
import type { ProcessMembership } from "#server/platform/processes/join-processes.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";
import { queuePresenters } from "#server/queues/events.ts";
import { queueJobs, queueSchedules } from "#server/queues/jobs.ts";
import { queueRoutes } from "#server/queues/routes.ts";
import type { Schema } from "#server/schema.ts";
import { createAuthenticate } from "#server/sessions/authenticate.ts";
import { sessionJobs, sessionSchedules } from "#server/sessions/jobs.ts";
import { openSignIn } from "#server/sessions/open-sign-in.ts";
import { sessionRoutes } from "#server/sessions/routes.ts";
import { sightRoutes } from "#server/sight/routes.ts";
import { teamPresenters } from "#server/teams/events.ts";
import { teamJobs, teamSchedules } from "#server/teams/jobs.ts";
import { teamRoutes } from "#server/teams/routes.ts";
import { workspacePresenters } from "#server/workspaces/events.ts";
import { workspaceRoutes } from "#server/workspaces/routes.ts";

/** Everything that domains may be given besides a context. Each takes the few of these that it needs. */
export interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: EventBus;
  readonly membership: ProcessMembership;
  readonly database: WorkspaceDatabase<Schema>;
  readonly adapters: Adapters;
  readonly files: FileStore;
  readonly secrets: SecretBox;
  /** What carries e-mail; null where the operator has set up none. */
  readonly mail: MailCarrier | null;
  /** The context of Wokfow itself in a workspace. */
  contextOf(workspaceId: string): Context;
}

/** The put-together product, not yet running. */
export interface House {
  readonly http: HttpParts;
  readonly live: LiveHub;
  readonly handlers: readonly JobHandler[];
  readonly schedules: readonly ScheduledJob[];
  readonly channels: ChannelParts;
}

/** Puts the domains together. Nothing runs yet: who starts it decides which roles it plays. */
export function assemble(parts: Parts): House {
  const { contextOf, events, log, config, database, clock } = parts;
  const names = believeNames(parts);
  const live = liveHub({ events, log, contextOf: (workspaceId) => ({ ...contextOf(workspaceId), names }), presenters });
  const authenticate = createAuthenticate(parts, live);
  return {
    live,
    handlers: [
      ...sessionJobs(parts),
      ...channelJobs(parts),
      ...conversationJobs(parts),
      ...mediaJobs(parts),
      ...archivingJobs(),
      ...queueJobs(),
      ...teamJobs(),
      ...alertJobs(parts),
    ],
    schedules: [
      ...channelSchedules(),
      ...conversationSchedules(),
      ...sessionSchedules(),
      ...mediaSchedules(parts),
      ...archivingSchedules(),
      ...memberSchedules(),
      ...teamSchedules(),
      ...queueSchedules(),
      ...notificationSchedules(),
    ],
    channels: parts,
    http: {
      log,
      events,
      authenticate,
      routes: [...routesOf(parts), ...liveRoutes(live)],
      publicUrl: config.publicUrl ? new URL(config.publicUrl) : null,
      contextOf: (caller, visit) => ({
        workspaceId: caller.workspaceId,
        actor: actorOf(caller, visit),
        clock,
        database,
        events,
        names,
      }),
    },
  };
}

const presenters = {
  ...workspacePresenters,
  ...memberPresenters,
  ...channelPresenters,
  ...guardPresenters,
  ...alertPresenters,
  ...conversationPresenters,
  ...notificationPresenters,
  ...archivingPresenters,
  ...teamPresenters,
  ...queuePresenters,
};

function routesOf(parts: Parts): Route[] {
  const desk = openSignIn(parts);
  return [
    ...sessionRoutes(desk),
    ...memberRoutes(parts),
    ...directoryRoutes(desk),
    ...workspaceRoutes(),
    ...channelRoutes(parts),
    ...guardRoutes(),
    ...alertRoutes(parts),
    ...contactRoutes(),
    ...conversationRoutes(parts),
    ...notificationRoutes(),
    ...mediaRoutes(parts),
    ...archivingRoutes(),
    ...teamRoutes(),
    ...queueRoutes(),
    ...auditRoutes(),
    ...sightRoutes(),
  ];
}
