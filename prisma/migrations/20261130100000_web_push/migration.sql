-- Web Push: the key that says who we are, and the browsers that asked to be told.

-- One pair for the installation (VAPID, RFC 8292). A browser's subscription is bound to it: with another pair it has to subscribe anew.
create table web_push_key (
  is_only boolean primary key default true check (is_only),
  public_key text not null,                             -- uncompressed P-256 point, base64url
  private_key text not null,                            -- sealed
  created_at timestamptz not null
);

-- A browser of a person. What it is reached by is a capability: it is sealed, and known again by its hash.
create table web_push_browser (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references app_user (id) on delete cascade,
  token_version integer not null,                       -- the account's when it subscribed: "sign out everywhere" ends it
  target_id uuid not null references notification_target (id) on delete cascade,   -- its push service: what is limited and healthy together
  endpoint_hash bytea not null unique,
  subscription text not null,                           -- sealed { endpoint, p256dh, auth }
  public_key text not null,                             -- of ours that it was made with
  label text not null,                                  -- "Firefox on Linux"
  created_at timestamptz not null
);
create index web_push_browser_user on web_push_browser (user_id, created_at, id);
create index web_push_browser_target on web_push_browser (target_id);

-- A push service (Google's, Mozilla's, Apple's, …) is one target, whoever's browsers it reaches.
create unique index notification_target_push_service on notification_target ((config ->> 'origin')) where kind = 'push_service';
