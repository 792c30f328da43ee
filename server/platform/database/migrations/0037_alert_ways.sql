-- Where each member is told of channel alerts.
alter table members
  add column alert_banner boolean not null default true,
  add column alert_popup boolean not null default true,
  add column alert_mail boolean not null default false;
