"""What happens once Django has loaded the site."""

from django.apps import AppConfig


class WorkFinderConfig(AppConfig):
    """The site as an application: it has commands and templates, but no models."""

    name = "workfinder"

    def ready(self) -> None:
        """Let the queue's workers note when they are at work; tell the schema of our tokens."""
        from django_q import signals  # noqa: PLC0415 - needs the loaded applications

        from workfinder import heartbeat, schema  # noqa: F401, PLC0415 - schema registers itself

        signals.pre_execute.connect(heartbeat.note_busy, dispatch_uid="workfinder.busy")
        signals.post_execute_in_worker.connect(heartbeat.note_idle, dispatch_uid="workfinder.idle")
