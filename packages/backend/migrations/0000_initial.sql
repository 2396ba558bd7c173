CREATE SCHEMA IF NOT EXISTS "roomkit_recording";
--> statement-breakpoint
CREATE TABLE "roomkit_recording"."callbacks" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"event_type" integer NOT NULL,
	"task_id" text NOT NULL,
	"event_ms_ts" bigint NOT NULL,
	"payload_hash" text NOT NULL,
	"body" text NOT NULL,
	"received_at" bigint NOT NULL,
	"processed_at" bigint,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "roomkit_recording"."files" (
	"id" text PRIMARY KEY NOT NULL,
	"recording_id" text NOT NULL,
	"task_id" text NOT NULL,
	"name" text NOT NULL,
	"user_id" text,
	"track" text NOT NULL,
	"stream" text NOT NULL,
	"status" text NOT NULL,
	"format" text NOT NULL,
	"started_at" bigint,
	"ended_at" bigint,
	"duration_ms" bigint,
	"size_bytes" bigint,
	"vod_file_id" text,
	"url" text
);
--> statement-breakpoint
CREATE TABLE "roomkit_recording"."foreign_tasks" (
	"task_id" text PRIMARY KEY NOT NULL,
	"room_id" text NOT NULL,
	"recorder_user_id" text NOT NULL,
	"started_at" bigint,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "roomkit_recording"."idempotency_keys" (
	"user_id" text NOT NULL,
	"room_id" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "idempotency_keys_user_id_room_id_key_pk" PRIMARY KEY("user_id","room_id","key")
);
--> statement-breakpoint
CREATE TABLE "roomkit_recording"."log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"recording_id" text NOT NULL,
	"at" bigint NOT NULL,
	"type" text NOT NULL,
	"by_id" text,
	"by_name" text,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roomkit_recording"."recordings" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"room_id" text NOT NULL,
	"status" text NOT NULL,
	"mode" text NOT NULL,
	"media" text NOT NULL,
	"quality" text NOT NULL,
	"format" text NOT NULL,
	"name" text,
	"title" text,
	"requested_at" bigint NOT NULL,
	"started_at" bigint,
	"confirmed_at" bigint,
	"confirm_by" bigint,
	"ended_at" bigint,
	"max_minutes" integer NOT NULL,
	"limit_at" bigint,
	"capturing" boolean,
	"captured" boolean DEFAULT false NOT NULL,
	"started_by_id" text NOT NULL,
	"started_by_name" text,
	"stopped_by_id" text,
	"stopped_by_name" text,
	"stop_reason" text,
	"stop_intent" jsonb,
	"layout_wanted" jsonb NOT NULL,
	"layout_applied" jsonb,
	"layout_state" text NOT NULL,
	"layout_error" jsonb,
	"subscribe_wanted" jsonb NOT NULL,
	"subscribe_applied" jsonb,
	"change_version" integer DEFAULT 1 NOT NULL,
	"error" jsonb,
	"warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"files_expected" integer,
	"results_by" bigint,
	"keepers" text[] DEFAULT '{}'::text[] NOT NULL,
	"due_at" bigint,
	"lease_token" text,
	"lease_until" bigint
);
--> statement-breakpoint
CREATE TABLE "roomkit_recording"."rooms" (
	"room_id" text PRIMARY KEY NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL,
	"proof_sent_at" bigint
);
--> statement-breakpoint
CREATE TABLE "roomkit_recording"."runs" (
	"task_id" text PRIMARY KEY NOT NULL,
	"recorder_user_id" text NOT NULL,
	"recording_id" text NOT NULL,
	"seen_at" bigint NOT NULL,
	"started_at" bigint,
	"ended_at" bigint,
	"leave_code" integer,
	"results_at" bigint
);
--> statement-breakpoint
CREATE TABLE "roomkit_recording"."stores" (
	"id" integer PRIMARY KEY NOT NULL,
	"epoch" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roomkit_recording"."tasks" (
	"recorder_user_id" text PRIMARY KEY NOT NULL,
	"recording_id" text NOT NULL,
	"part" integer NOT NULL,
	"generation" integer NOT NULL,
	"task_id" text,
	"state" text NOT NULL,
	"wanted" text NOT NULL,
	"created_at" bigint NOT NULL,
	"start_by" bigint NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	"called_at" bigint,
	"uncertain" boolean DEFAULT false NOT NULL,
	"next_call_at" bigint NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"removals" integer DEFAULT 0 NOT NULL,
	"accepted_at" bigint,
	"described_at" bigint,
	"deleted_at" bigint,
	"ended_at" bigint,
	"leave_code" integer,
	"control_until" bigint,
	"applied_version" integer DEFAULT 0 NOT NULL,
	"last_error" jsonb
);
--> statement-breakpoint
ALTER TABLE "roomkit_recording"."files" ADD CONSTRAINT "files_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "roomkit_recording"."recordings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."foreign_tasks" ADD CONSTRAINT "foreign_tasks_room_id_rooms_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "roomkit_recording"."rooms"("room_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."log" ADD CONSTRAINT "log_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "roomkit_recording"."recordings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."recordings" ADD CONSTRAINT "recordings_room_id_rooms_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "roomkit_recording"."rooms"("room_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."runs" ADD CONSTRAINT "runs_recorder_user_id_tasks_recorder_user_id_fk" FOREIGN KEY ("recorder_user_id") REFERENCES "roomkit_recording"."tasks"("recorder_user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."runs" ADD CONSTRAINT "runs_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "roomkit_recording"."recordings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roomkit_recording"."tasks" ADD CONSTRAINT "tasks_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "roomkit_recording"."recordings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "callbacks_once" ON "roomkit_recording"."callbacks" USING btree ("event_type","task_id","event_ms_ts","payload_hash");--> statement-breakpoint
CREATE INDEX "callbacks_waiting" ON "roomkit_recording"."callbacks" USING btree ("id") WHERE processed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "files_once" ON "roomkit_recording"."files" USING btree ("task_id","name");--> statement-breakpoint
CREATE INDEX "files_by_recording" ON "roomkit_recording"."files" USING btree ("recording_id");--> statement-breakpoint
CREATE INDEX "foreign_tasks_active" ON "roomkit_recording"."foreign_tasks" USING btree ("room_id") WHERE started_at is not null and ended_at is null;--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_age" ON "roomkit_recording"."idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "log_by_recording" ON "roomkit_recording"."log" USING btree ("recording_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "recordings_one_active_per_room" ON "roomkit_recording"."recordings" USING btree ("room_id") WHERE status in ('starting', 'recording', 'stopping');--> statement-breakpoint
CREATE INDEX "recordings_by_room" ON "roomkit_recording"."recordings" USING btree ("room_id","seq");--> statement-breakpoint
CREATE INDEX "recordings_due" ON "roomkit_recording"."recordings" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "runs_by_recording" ON "roomkit_recording"."runs" USING btree ("recording_id");--> statement-breakpoint
CREATE INDEX "tasks_by_recording" ON "roomkit_recording"."tasks" USING btree ("recording_id");