"""The command line: `fengqiao COMMAND …`. Contracts: docs/commands.md.

Exit 0 done, 1 done with findings, 2 wrong use, 3 cannot.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from fengqiao.site.commands import bench, installation, keeping, law, procedures, registers, running, upkeep
from fengqiao.site.commands.result import CANNOT, CommandError, say


def parser() -> argparse.ArgumentParser:
    """The whole grammar of the command line."""
    made = argparse.ArgumentParser(prog="fengqiao", description="Community corrections platform (枫桥)")
    groups = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for part in (running, installation, keeping, law, procedures, registers, upkeep, bench):
        part.add(groups)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    from fengqiao.site.home import HomeError
    from fengqiao.site.migrate import CannotMigrate
    from fengqiao.site.postgres import LauncherError

    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except CommandError as error:
        say(f"fengqiao {chosen.command}: {error}")
        return error.code
    except (HomeError, LauncherError, CannotMigrate) as error:
        say(f"fengqiao {chosen.command}: {error}")
        return CANNOT
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
