import type { Pool } from "pg";

/** An assignment as the database saw it. */
export interface SeenGift {
  readonly teamId: string;
  readonly memberId: string;
  readonly conversationId: string;
  /** By what the connection calls itself. */
  readonly giver: string;
  /** Which rules it broke; empty when none. */
  readonly breach: string;
}

/**
 * Lets the database itself judge every assignment at its end: whoever is given one must be there to take it. This knows nothing of
 * how the product comes to it. Returns how to read what was seen, in its order.
 */
export async function watchGifts(owner: Pool): Promise<() => Promise<SeenGift[]>> {
  await owner.query(judge);
  return async () => {
    const { rows } = await owner.query<SeenGift>(
      `select team_id as "teamId", member_id as "memberId", conversation_id as "conversationId", giver, breach
         from watched.gifts order by sequence`,
    );
    return rows;
  };
}

const judge = `
  create schema watched;
  create table watched.gifts (sequence bigserial, team_id uuid, member_id uuid, conversation_id uuid, giver text, breach text);
  create function watched.judge() returns trigger language plpgsql security definer as $$
  begin
    insert into watched.gifts (team_id, member_id, conversation_id, giver, breach)
    select new.team_id, new.assignee_id, new.id, current_setting('application_name'),
           concat_ws(', ',
             case when old.assignee_id is not null then 'somebody had it' end,
             case when new.archived_at is not null then 'it is archived' end,
             case when m.status <> 'active' then 'not active' end,
             case when m.availability <> 'available' then 'not available' end,
             case when not exists (select from public.team_members tm
                                    where tm.workspace_id = t.workspace_id and tm.team_id = t.id and tm.member_id = m.id)
                  then 'not in the team' end,
             case when t.distribution = 'by_hand' then 'to be claimed' end,
             case when (select count(*) from public.conversations c
                         where c.workspace_id = t.workspace_id and c.assignee_id = m.id and c.archived_at is null) > t.cap
                  then 'above the cap' end)
      from public.members m, public.teams t
     where m.workspace_id = new.workspace_id and m.id = new.assignee_id
       and t.workspace_id = new.workspace_id and t.id = new.team_id;
    return null;
  end $$;
  create trigger watched after update of assignee_id on public.conversations for each row
    when (new.assignee_id is not null and new.assignee_id is distinct from old.assignee_id) execute function watched.judge()`;
