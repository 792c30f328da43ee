import { Modal } from "@mantine/core";
import { useState } from "react";
import type { Invited } from "#contract/invitations.ts";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { ChooseFile } from "#web/members/import/choose-file.tsx";
import { ImportDone } from "#web/members/import/import-done.tsx";
import { ImportPreview } from "#web/members/import/import-preview.tsx";
import type { ReadFile } from "#web/members/import/read-file.ts";

/** Brings in many users from a file: choose it, see what would come of it, then hand over what is shown once. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const [file, setFile] = useState<ReadFile | null>(null);
  const [invited, setInvited] = useState<readonly Invited[] | null>(null);
  const title = invited ? "Everybody is invited" : "Import users";
  return (
    // A click beside it must not throw away passwords that are shown only once.
    <Modal opened onClose={onClose} size={640} title={title} closeOnClickOutside={invited === null}>
      {invited ? <ImportDone invited={invited} onClose={onClose} /> : null}
      {!invited && file ? (
        <ImportPreview file={file} onOther={() => setFile(null)} onInvited={setInvited} onClose={onClose} />
      ) : null}
      {!invited && !file ? <ChooseFile onFile={setFile} /> : null}
    </Modal>
  );
}
