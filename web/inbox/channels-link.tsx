import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** Where channels are connected and mended. */
export const channelsPath = "/settings/integrations";

interface ChannelsLinkProps {
  /** Which of them it is about. */
  readonly channelId?: string;
  readonly children: ReactNode;
}

/** Leads to where channels are connected and mended, and there to the one it is about. */
export function ChannelsLink({ channelId = "", children }: ChannelsLinkProps) {
  return (
    <Link to={channelsPath} hash={channelId} hashScrollIntoView={false}>
      {children}
    </Link>
  );
}
