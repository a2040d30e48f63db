"""The composition root: the only place that knows which part is plugged where."""
