import { Anchor, Button, Code, Stack, Text } from "@mantine/core";
import { useFileDialog } from "@mantine/hooks";
import { IconFileTypeCsv } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { Notice } from "#web/design/notice.tsx";
import styles from "#web/members/import/import.module.css";
import { type ReadFile, readFile } from "#web/members/import/read-file.ts";

const example = "name,email,role\nBen Vogt,ben@example.com,user\nCleo Park,cleo@example.com,manager\n";

/** Asks for a file of users, chosen or dropped. */
export function ChooseFile({ onFile }: { onFile: (file: ReadFile) => void }) {
  const [fault, setFault] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = await readFile(file);
    if (typeof read === "string") setFault(read);
    else onFile(read);
  };
  const { open } = useFileDialog({
    accept: ".csv,text/csv,text/plain",
    multiple: false,
    resetOnOpen: true,
    onChange: (files) => void take(files?.[0]),
  });
  const dropping = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      void take(event.dataTransfer.files[0]);
    },
  };
  return (
    <Stack gap="md">
      <Text>
        One user on each line, under the columns <Code>name</Code>, <Code>email</Code> and, if you like,{" "}
        <Code>role</Code> (admin, manager or user). You see what would come of it before anybody is invited.{" "}
        <Anchor
          href={`data:text/csv;charset=utf-8,${encodeURIComponent(example)}`}
          download="users.csv"
          fz="md"
          underline="always"
        >
          Download an example
        </Anchor>
      </Text>
      <div className={styles.drop} data-over={over || undefined} {...dropping}>
        <IconFileTypeCsv size={32} stroke={1.5} aria-hidden />
        <span>Drop a CSV file here</span>
        <Button variant="default" onClick={open}>
          Choose file
        </Button>
      </div>
      {fault ? (
        <Notice meaning="bad" announce>
          {fault}
        </Notice>
      ) : null}
    </Stack>
  );
}
