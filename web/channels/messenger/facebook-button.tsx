import { IconBrandFacebook } from "@tabler/icons-react";
import { type FacebookOrder, useFacebookLogin } from "#web/channels/messenger/use-facebook-login.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";

interface FacebookButtonProps {
  readonly order?: FacebookOrder;
  readonly words?: string;
  readonly onCancel: () => void;
}

/** The end of a dialog from which the browser goes to Facebook. */
export function FacebookButton({ order = {}, words = "Log in with Facebook", onCancel }: FacebookButtonProps) {
  const { logIn, leaving, failure } = useFacebookLogin();
  return (
    <DialogEnd
      verb={words}
      icon={IconBrandFacebook}
      focus
      busy={leaving}
      failure={failure}
      onCancel={onCancel}
      onAct={() => void logIn(order)}
    />
  );
}
