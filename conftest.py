"""Settings of the property tests: no timing decides one."""

from hypothesis import HealthCheck, settings

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", parent=settings.get_profile("patient"), derandomize=True)
settings.load_profile("steady" if settings.get_current_profile_name() == "ci" else "patient")
