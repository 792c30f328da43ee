import { IconUserCheck, IconUserOff, IconUserPause, type TablerIcon } from "@tabler/icons-react";
import type { Availability } from "#contract/members.ts";
import { notifyProblem } from "#web/design/notify.tsx";
import { availabilities, availabilityWords } from "#web/members/availability/availability-words.ts";
import { useChooseAvailability } from "#web/members/availability/use-choose-availability.ts";
import type { Command } from "#web/shell/commands.ts";

const icons: Readonly<Record<Availability, TablerIcon>> = {
  available: IconUserCheck,
  busy: IconUserPause,
  away: IconUserOff,
};

/** Status by the palette. */
export function useAvailabilityCommands(): readonly Command[] {
  const choose = useChooseAvailability();
  return availabilities.map((availability) => ({
    id: availability,
    label: `Be ${availability}`,
    group: "You",
    icon: icons[availability],
    words: `status ${availabilityWords[availability].name}`,
    run: () => void choose(availability).catch(notifyProblem),
  }));
}
