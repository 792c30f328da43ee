import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { notifyProblem } from "#web/design/notify.tsx";
import { AvailabilityDot } from "#web/members/availability/availability-dot.tsx";
import { availabilities, availabilityWords } from "#web/members/availability/availability-words.ts";
import { useChooseAvailability } from "#web/members/availability/use-choose-availability.ts";
import { useSession } from "#web/shell/session.ts";

/** Whether the member takes conversations, within their own menu. */
export function AvailabilityChoice() {
  const { profile } = useSession();
  const choose = useChooseAvailability();
  return (
    <Menu.RadioGroup value={profile.availability}>
      {availabilities.map((availability) => (
        <Menu.RadioItem
          key={availability}
          value={availability}
          checkIcon={<IconCheck size={16} />}
          rightSection={<AvailabilityDot availability={availability} />}
          onChange={() => choose(availability).catch(notifyProblem)}
        >
          {availabilityWords[availability].name}
          {availability === "away" && profile.awayByItself ? ", as you were quiet" : null}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
