import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** Where channels are connected and mended. */
export const channelsPath = "/settings/integrations";

/** Leads to where channels are connected and mended. */
export function ChannelsLink({ children }: { children: ReactNode }) {
  return <Link to={channelsPath}>{children}</Link>;
}
