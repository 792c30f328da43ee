import { Button, Group } from "@mantine/core";
import { IconBrandFacebook } from "@tabler/icons-react";
import { type FacebookOrder, useFacebookLogin } from "#web/channels/messenger/use-facebook-login.ts";
import styles from "#web/design/dialog-end.module.css";
import { focusAtOnce } from "#web/design/focus-at-once.ts";
import { Notice } from "#web/design/notice.tsx";

interface FacebookButtonProps {
  readonly order?: FacebookOrder;
  readonly words?: string;
  readonly onCancel: () => void;
}

/** The end of a dialog from which the browser goes to Facebook. */
export function FacebookButton({ order = {}, words = "Log in with Facebook", onCancel }: FacebookButtonProps) {
  const { logIn, leaving, failure } = useFacebookLogin();
  return (
    <>
      {failure === null ? null : (
        <Notice meaning="bad" announce>
          {failure}
        </Notice>
      )}
      <Group justify="flex-end" gap="sm" wrap="nowrap">
        <Button variant="default" onClick={onCancel} className={styles.way ?? ""}>
          Cancel
        </Button>
        <Button
          leftSection={<IconBrandFacebook size={16} />}
          loading={leaving}
          onClick={() => void logIn(order)}
          classNames={{ root: styles.deed ?? "", label: styles.label ?? "" }}
          ref={focusAtOnce}
        >
          {words}
        </Button>
      </Group>
    </>
  );
}
