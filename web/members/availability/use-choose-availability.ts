import { type Availability, chooseAvailability } from "#contract/members.ts";
import { useKeepProfile } from "#web/members/use-keep-profile.ts";
import { call } from "#web/shell/api.ts";

/** Says whether the signed-in member takes conversations, and shows it at once. */
export function useChooseAvailability(): (availability: Availability) => Promise<void> {
  const keep = useKeepProfile();
  return async (availability) => keep(await call(chooseAvailability, { body: { availability } }));
}
