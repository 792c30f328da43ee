import { Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { permissions } from "#web/channels/messenger/permissions.ts";
import { Point, Points } from "#web/design/points.tsx";

/** What Facebook will ask, why, and what does not happen: read before one goes there. */
export function FacebookPreface() {
  return (
    <>
      <Text>
        Log in with Facebook as somebody who looks after your Page. Facebook asks which Pages Wokfow may use, and then
        for these permissions. Leave all of them ticked:
      </Text>
      <Points>
        {Object.entries(permissions).map(([name, { title, reason }]) => (
          <Point key={name} icon={IconCheck}>
            <b>{title}</b>, {reason}
          </Point>
        ))}
      </Points>
      <Text>
        Your password stays with Facebook. Wokfow posts nothing and sees neither your friends nor your own messages; it
        keeps a token of each Page you choose, encrypted.
      </Text>
      <Text c="dimmed" size="sm">
        Facebook lets a Page answer for 24 hours after a customer’s last message, and a person for 7 days where Meta has
        granted that to the app. Nobody can be written to first.
      </Text>
    </>
  );
}
