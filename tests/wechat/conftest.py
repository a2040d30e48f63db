from hypothesis import settings

# What a test takes depends on who else uses the machine; benchmarks measure time, tests do not.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
