import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "@fontsource-variable/inter/wght.css";
import "#web/design/global.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { theme, tokens } from "#web/design/theme.ts";

/** Everything below is drawn in Wokfow's look. The theme follows the system until the member chooses one. */
export function DesignProvider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={tokens} defaultColorScheme="auto">
      {children}
      <Notifications position="bottom-left" limit={3} autoClose={5000} transitionDuration={120} />
    </MantineProvider>
  );
}
