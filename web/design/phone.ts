import { useMediaQuery } from "@mantine/hooks";

/** True where panes become pages and the rail a bar at the bottom: at most 640 px wide, as in all our CSS modules. */
export function usePhone(): boolean {
  return useMediaQuery("(max-width: 640px)", false, { getInitialValueInEffect: false });
}
