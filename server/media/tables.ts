/** A row of `files`. `bytes` is a bigint as text. */
export interface FilesTable {
  workspace_id: string;
  id: string;
  purpose: "member_avatar" | "contact_avatar" | "attachment";
  conversation_id: string | null;
  uploaded_by: string | null;
  state: "fetching" | "stored" | "failed";
  failure: string | null;
  name: string | null;
  type: string | null;
  bytes: string | null;
  width: number | null;
  height: number | null;
  seconds: number | null;
  waveform: number[] | null;
  storage_key: string | null;
  thumbnail_key: string | null;
  source: unknown;
  created_at: Date;
}
