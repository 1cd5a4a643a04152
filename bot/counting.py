"""Metrics for a Prometheus server: numbers, no names or words."""

from collections.abc import Callable, Iterable, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3)  # Slack waits three

Health = Callable[[], Mapping[str, Mapping[str, object]]]  # of each job


class Counting:
    """Counts answers and messages, and tells how the jobs are when it is asked."""

    def __init__(self, jobs: Health) -> None:
        self._registry = CollectorRegistry()
        self._answers = Counter(
            "ectbot_answers",
            "Answers to what people did, by the kind of act and how it ended",
            ["act", "outcome"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "ectbot_answer_seconds",
            "Seconds of work before an answer",
            ["act"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._sent = Counter(
            "ectbot_messages_sent",
            "Messages that Slack took or drew anew",
            registry=self._registry,
        )
        self._registry.register(_Jobs(jobs))
        ProcessCollector(registry=self._registry)

    def answered(self, act: str, outcome: str, seconds: float) -> None:
        """Count one answer: "answered", "refused", "not_saved", "unknown", "fault"."""
        self._answers.labels(act, outcome).inc()
        self._seconds.labels(act).observe(seconds)

    def sent(self, messages: int) -> None:
        """Count messages that went out."""
        self._sent.inc(messages)

    def text(self) -> bytes:
        """Return all counts, as a Prometheus server reads them."""
        return generate_latest(self._registry)


class _Jobs(Collector):
    """The periodic jobs, looked at when somebody asks."""

    def __init__(self, jobs: Health) -> None:
        self._jobs = jobs

    def collect(self) -> Iterable[Metric]:
        trouble = GaugeMetricFamily(
            "ectbot_job_in_trouble",
            "Whether a periodic job is in trouble",
            labels=["job"],
        )
        age = GaugeMetricFamily(
            "ectbot_job_ended_seconds_ago",
            "Seconds since a run of the job ended",
            labels=["job"],
        )
        for name, job in self._jobs().items():
            trouble.add_metric([name], float(job["trouble"] is not None))
            ended = job["ended_seconds_ago"]
            if isinstance(ended, float):
                age.add_metric([name], ended)
        yield trouble
        yield age
