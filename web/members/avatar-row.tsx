import { Button } from "@mantine/core";
import { useFileDialog } from "@mantine/hooks";
import { type DragEvent, lazy, Suspense, useEffect, useState } from "react";
import { type Profile, removeAvatar, setAvatar } from "#contract/members.ts";
import { Face } from "#web/design/face.tsx";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow } from "#web/design/setting.tsx";
import styles from "#web/members/avatar-row.module.css";
import { avatarTypes, judgePicture } from "#web/members/judge-picture.ts";
import { useKeepProfile } from "#web/members/use-keep-profile.ts";
import { call } from "#web/shell/api.ts";
import { pictureOf } from "#web/shell/session.ts";

const CropDialog = lazy(async () => ({ default: (await import("#web/members/crop-dialog.tsx")).CropDialog }));

/** The member's picture: chosen or dropped, cut to a square in the page, or removed. */
export function AvatarRow({ profile }: { profile: Profile }) {
  const keep = useKeepProfile();
  const { saving, save } = useSaving(async (deed: () => Promise<Profile>) => keep(await deed()));
  const { picture, show, forget } = useChosenPicture();
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const fault = await judgePicture(file);
    if (fault) return save(() => Promise.reject(new Error(fault)));
    show(file);
  };
  const { open } = useFileDialog({
    accept: avatarTypes.join(","),
    multiple: false,
    resetOnOpen: true,
    onChange: (files) => void choose(files?.[0]),
  });
  const { over, handlers } = useDrop((file) => void choose(file));
  const use = async (square: Blob) => {
    forget();
    await save(() => call(setAvatar, { file: square, fileName: "avatar" }));
  };

  return (
    <div className={styles.drop} data-over={over || undefined} {...handlers}>
      <SettingRow
        name="Picture"
        sentence="Drop a PNG, JPEG or WebP of up to 5 MB here, or choose one. Without it, colleagues see your initials."
        saving={saving}
      >
        <Face name={profile.displayName} picture={pictureOf(profile)} size={64} />
        <div className={styles.buttons}>
          <Button variant="default" onClick={open}>
            Choose picture
          </Button>
          {profile.avatarFileId ? (
            <Button variant="subtle" color="gray" onClick={() => void save(() => call(removeAvatar))}>
              Remove picture
            </Button>
          ) : null}
        </div>
      </SettingRow>
      {picture ? (
        <Suspense fallback={null}>
          <CropDialog picture={picture} onCut={use} onClose={forget} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** The chosen file as an address that an image can show; given back when it is no longer needed. */
function useChosenPicture() {
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => () => URL.revokeObjectURL(picture ?? ""), [picture]);
  return {
    picture,
    show: (file: File) => setPicture(URL.createObjectURL(file)),
    forget: () => setPicture(null),
  };
}

function useDrop(onFile: (file: File | undefined) => void) {
  const [over, setOver] = useState(false);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget instanceof Node ? event.relatedTarget : null))
        setOver(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      onFile(event.dataTransfer.files[0]);
    },
  };
  return { over, handlers };
}
