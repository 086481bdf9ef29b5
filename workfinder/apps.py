"""What happens once Django has loaded the site."""

from django.apps import AppConfig


class WorkFinderConfig(AppConfig):
    """The site as an application: it has commands and templates, but no models."""

    name = "workfinder"

    def ready(self) -> None:
        """Let the queue's workers note when they are at work; tell the schema of our tokens."""
        from django_q import signals  # noqa: PLC0415 - needs the loaded applications

        from workfinder import queueing, schema  # noqa: F401, PLC0415 - schema registers itself

        signals.post_spawn.connect(queueing.mend_schedule, dispatch_uid="workfinder.clock")
        signals.pre_enqueue.connect(queueing.note_sender, dispatch_uid="workfinder.sender")
        signals.pre_execute.connect(queueing.note_begin, dispatch_uid="workfinder.begin")
        signals.post_execute_in_worker.connect(queueing.note_end, dispatch_uid="workfinder.end")
