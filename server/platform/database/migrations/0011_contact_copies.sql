-- A row of the inbox shows the customer, and looking up fifty of them costs more than everything else in the list. So a
-- conversation carries a copy that the database itself keeps: whoever changes a contact or an identity need not know of it.
alter table conversations
  add column contact_name text not null default '',
  add column contact_username text,
  add column contact_avatar_file_id uuid;

create function copy_contact() returns trigger language plpgsql as $$
begin
  select k.name, k.avatar_file_id into new.contact_name, new.contact_avatar_file_id
    from contacts k where k.workspace_id = new.workspace_id and k.id = new.contact_id;
  select i.username into new.contact_username
    from identities i where i.workspace_id = new.workspace_id and i.id = new.identity_id;
  new.contact_name = coalesce(new.contact_name, '');
  return new;
end $$;
create trigger copy_contact before insert on conversations for each row execute function copy_contact();

create function spread_contact() returns trigger language plpgsql as $$
begin
  update conversations c set contact_name = new.name, contact_avatar_file_id = new.avatar_file_id
   where c.workspace_id = new.workspace_id and c.contact_id = new.id
     and (c.contact_name, c.contact_avatar_file_id) is distinct from (new.name, new.avatar_file_id);
  return null;
end $$;
create trigger spread_contact after insert or update of name, avatar_file_id on contacts
  for each row execute function spread_contact();

create function spread_identity() returns trigger language plpgsql as $$
begin
  update conversations c set contact_username = new.username
   where c.workspace_id = new.workspace_id and c.contact_id = new.contact_id and c.identity_id = new.id
     and c.contact_username is distinct from new.username;
  return null;
end $$;
create trigger spread_identity after insert or update of username on identities
  for each row execute function spread_identity();

update conversations c set contact_name = k.name, contact_avatar_file_id = k.avatar_file_id, contact_username = i.username
  from contacts k, identities i
 where k.workspace_id = c.workspace_id and k.id = c.contact_id and i.workspace_id = c.workspace_id and i.id = c.identity_id;
