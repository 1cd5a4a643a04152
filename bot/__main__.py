"""`ectbot` and `python -m bot`."""

from bot.cli.commands import cli


def main() -> None:
    """Run the command line."""
    cli()


if __name__ == "__main__":
    main()
