import {
  IconAlertCircle,
  IconAlertTriangle,
  IconCircleCheck,
  IconInfoCircle,
  type TablerIcon,
} from "@tabler/icons-react";

/** The four meanings that colour may carry. Each comes with its icon, because colour alone tells some people nothing. */
export type Meaning = "good" | "attention" | "bad" | "quiet";

/** The icon of each meaning. */
export const meaningIcons: Readonly<Record<Meaning, TablerIcon>> = {
  good: IconCircleCheck,
  attention: IconAlertTriangle,
  bad: IconAlertCircle,
  quiet: IconInfoCircle,
};
