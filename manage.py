#!/usr/bin/env python
"""Django's command line; configuration errors are one sentence, not a traceback."""

import os
import sys

from django.core.management import execute_from_command_line

from portal.environment import ConfigurationError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        execute_from_command_line(sys.argv)
    except ConfigurationError as error:
        sys.exit(f"portal: {error}")
