import type { ThreadEvent } from "#contract/messages.ts";
import { counted } from "#web/design/format-number.ts";

interface Reader {
  /** The member who reads the line. */
  readonly me: string;
  readonly contactName: string;
  /** The time of the day of a moment, as this reader's clock shows it. */
  readonly clock: (moment: string) => string;
}

/** What happened to a conversation, in one sentence for the member who reads it. */
export function eventSentence(event: ThreadEvent, { me, contactName, clock }: Reader): string {
  const who = event.actor ? (event.actor.memberId === me ? "You" : event.actor.displayName) : "Wokfow";
  switch (event.kind) {
    case "assigned":
      return `${who} assigned this to ${assigneeSaid(event, me)}`;
    case "unassigned":
      return `${who} took the assignee away`;
    case "transferred":
      return `${who} transferred this to ${event.team?.name ?? assigneeSaid(event, me)}`;
    case "moved":
      return event.team
        ? `${who} gave the queue of this channel to ${event.team.name}`
        : `${who} made the queue of this channel everyone's`;
    case "archived":
      return event.inactiveDays === null
        ? `${who} archived this`
        : `Archived by itself after ${counted(event.inactiveDays, "day")} without a message`;
    case "reopened":
      return event.actor ? `${who} reopened this` : `Opened again by a message of ${contactName}`;
    case "restored":
      return `${who} undid the auto-archive`;
    case "blocked_bot":
      return `${contactName} blocked this channel`;
    case "unblocked_bot":
      return `${contactName} unblocked this channel`;
    case "opted_out":
      return `${contactName} wrote “${event.said ?? ""}” and hears nothing more until they write again`;
    case "opted_in":
      return event.actor
        ? `${who} lifted the opt-out: “${event.said ?? ""}”`
        : `${contactName} wrote again, so they can be answered again`;
    case "paused":
      return "Two programs seem to answer each other here, so nothing more is sent until somebody releases it";
    case "released":
      return `${who} released this`;
    case "channel_gap":
      return gapSaid(event, clock);
  }
}

function assigneeSaid(event: ThreadEvent, me: string): string {
  const assignee = event.assignee;
  if (!assignee) return "someone";
  if (event.actor?.memberId === assignee.memberId) return assignee.memberId === me ? "yourself" : "themselves";
  return assignee.memberId === me ? "you" : assignee.displayName;
}

function gapSaid(event: ThreadEvent, clock: Reader["clock"]): string {
  if (!event.gap) return "The channel was offline";
  const { from, to, lateMessages } = event.gap;
  const late = lateMessages === 0 ? "no message was late" : `${counted(lateMessages, "message")} came in late`;
  return `The channel was offline from ${clock(from)} to ${clock(to)}; ${late}`;
}
