import { job } from "#server/platform/jobs/job.ts";

/** The job that goes on with a move that whoever began it has not finished. */
export const moveOpenLater = job<{ moveId: string }>("move_open");
