"""Reading a school's YAML file into a `SchoolFile`, with every fault as a sentence."""

from pathlib import Path

import msgspec
import yaml

from bot.domain.school.file import SchoolFile


class BadSchoolFile(Exception):
    """The file cannot be used; str() says where it is wrong and what would work."""


def read_school_file(path: Path) -> SchoolFile:
    """Read and check a file; raises BadSchoolFile."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        file = msgspec.convert(raw, SchoolFile, str_keys=True)
    except OSError as fault:
        raise BadSchoolFile(f"{path} cannot be read: {fault.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSchoolFile(f"{path} is no text file in UTF-8.") from None
    except yaml.YAMLError as fault:
        where = getattr(fault, "problem_mark", None)
        line = f" near line {where.line + 1}" if where else ""
        raise BadSchoolFile(f"{path} is not written as YAML{line}.") from None
    except msgspec.ValidationError as fault:
        raise BadSchoolFile(f"{path} does not fit: {fault}.") from None
    faults = file.faults()
    if faults:
        raise BadSchoolFile("\n".join([f"{path} does not fit:", *faults]))
    return file
