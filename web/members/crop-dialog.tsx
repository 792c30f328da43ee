import { useFocusBack } from "#web/design/use-focus-back.ts";
import "react-easy-crop/react-easy-crop.css";
import { Modal, Slider, Stack, Text } from "@mantine/core";
import { useState } from "react";
import Cropper, { type Area } from "react-easy-crop";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { useSaving } from "#web/design/save-state.tsx";
import styles from "#web/members/crop-dialog.module.css";
import { cutSquare } from "#web/members/cut-square.ts";

interface CropDialogProps {
  /** The address of the picture in this page. */
  readonly picture: string;
  readonly onCut: (square: Blob) => Promise<void>;
  readonly onClose: () => void;
}

/** Lets the member move and size a square over their picture, by pointer, touch or the arrow keys. */
export function CropDialog({ picture, onCut, onClose }: CropDialogProps) {
  useFocusBack();
  const [crop, setCrop] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [area, setArea] = useState<Area | null>(null);
  const { saving, save } = useSaving(async () => area && onCut(await cutSquare(picture, area)));
  return (
    <Modal opened onClose={onClose} title="Choose the part that colleagues see">
      <Stack gap="md">
        <div className={styles.stage}>
          <Cropper
            image={picture}
            crop={crop}
            zoom={zoom}
            maxZoom={4}
            aspect={1}
            cropShape="round"
            showGrid={false}
            disableAutomaticStylesInjection
            cropperProps={{ "aria-label": "Part of the picture; move it with the arrow keys", role: "group" }}
            mediaProps={{ alt: "" }}
            onCropChange={setCrop}
            onZoomChange={setZoom}
            onCropComplete={(_, pixels) => setArea(pixels)}
          />
        </div>
        <Stack gap="xs">
          <Text size="sm" c="dimmed" aria-hidden>
            Zoom
          </Text>
          <Slider
            thumbLabel="Zoom"
            min={1}
            max={4}
            step={0.05}
            value={zoom}
            onChange={setZoom}
            label={null}
            size="sm"
          />
        </Stack>
        <DialogEnd
          verb="Use this picture"
          busy={saving.kind === "saving"}
          failure={saving.kind === "failed" ? saving.sentence : null}
          onCancel={onClose}
          disabled={!area}
          onAct={() => void save()}
        />
      </Stack>
    </Modal>
  );
}
