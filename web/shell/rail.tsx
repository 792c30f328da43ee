import { Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { AlertsBell } from "#web/alerts/bell.tsx";
import { Logo } from "#web/design/logo.tsx";
import styles from "#web/shell/frame.module.css";
import { MeMenu } from "#web/shell/me-menu.tsx";
import { type Room, rooms } from "#web/shell/rooms.ts";
import { useSession } from "#web/shell/session.ts";

/** The way between the rooms: a rail at the left, a bar at the bottom of a phone. Only rooms that the role opens. */
export function Rail() {
  const { workspace, rights } = useSession();
  return (
    <nav className={styles.rail} aria-label="Rooms">
      <Tooltip label={workspace.name} position="right">
        <span className={styles.workspace}>
          <Logo size={32} />
        </span>
      </Tooltip>
      <ul className={styles.rooms}>
        {rooms
          .filter((room) => rights.includes(room.right))
          .map((room) => (
            <li key={room.path}>
              <RoomLink room={room} />
            </li>
          ))}
      </ul>
      <span className={styles.rest} />
      {rights.includes("alerts.read") ? <AlertsBell /> : null}
      <MeMenu />
    </nav>
  );
}

function RoomLink({ room }: { room: Room }) {
  return (
    <Tooltip label={room.name} position="right">
      <Link to={room.path} className={styles.button} activeProps={{ "data-active": true }} aria-label={room.name}>
        <room.icon size={20} stroke={1.75} aria-hidden />
        <span className={styles.label} aria-hidden>
          {room.name}
        </span>
      </Link>
    </Tooltip>
  );
}
