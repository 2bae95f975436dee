"""When things run: the DAG, its schedule, the command line. No judgement about text."""

import os
from pathlib import Path

# Prefect and Great Expectations read these when they are imported. Nothing may call out, and what a run says on the
# terminal is not to be mixed with what Prefect says: that stays in its web page.
for _name, _value in {
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_HOME": str(Path.home() / ".demarche" / "prefect"),
}.items():
    os.environ.setdefault(_name, _value)
