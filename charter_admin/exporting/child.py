"""The process in which one workbook is read: it limits itself, reads, answers in JSON and ends. Started by `apart`."""

import json
import sys

from charter_admin.importing.child import limit


def main() -> None:
    """Reads the workbook on the input. The limits come first, before anything of it is looked at."""
    limit()
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)


def _answer(data: bytes) -> dict[str, object]:
    from charter_admin.errors import Refused
    from charter_admin.exporting import workbook

    try:
        return {"rows": workbook.read(data)}
    except Refused as error:
        return {"refused": error.message}


if __name__ == "__main__":
    main()
