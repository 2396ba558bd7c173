CREATE TABLE "roomkit_recording"."file_jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"recording_id" text NOT NULL,
	"file_id" text,
	"created_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_token" text,
	"lease_until" bigint
);
--> statement-breakpoint
ALTER TABLE "roomkit_recording"."files" ADD COLUMN "delete_asked_at" bigint;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."recordings" ADD COLUMN "storage" text DEFAULT 'vod' NOT NULL;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."runs" ADD COLUMN "quiet_until" bigint;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."file_jobs" ADD CONSTRAINT "file_jobs_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "roomkit_recording"."recordings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."file_jobs" ADD CONSTRAINT "file_jobs_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "roomkit_recording"."files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "file_jobs_due" ON "roomkit_recording"."file_jobs" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "recordings_by_time" ON "roomkit_recording"."recordings" USING btree ("requested_at");