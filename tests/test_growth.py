"""What a long run says of memory, handles and threads."""

from bench.growth import Sample, Stretch, grew, judged, slope


def _stretch(
    *,
    only_looks: bool = True,
    minutes: int = 30,
    mb_an_hour: float = 0,
    handles_an_hour: int = 0,
    sessions_a_minute: int = 0,
) -> Stretch:
    """Look every ten seconds at memory that swings to and fro by half a megabyte."""
    samples = [
        Sample(
            seconds=number * 10,
            rss_mb=100 + mb_an_hour * number / 360 + (0.5 if number % 7 < 3 else 0),
            handles=13 + number % 2 + handles_an_hour * number // 360,
            threads=10,
            records=7 * sessions_a_minute * number // 6,
            sessions=sessions_a_minute * number // 6,
        )
        for number in range(6 * minutes)
    ]
    return Stretch(only_looks, samples)


def test_memory_that_swings_and_does_not_rise_is_called_flat() -> None:
    flat = [_stretch()]
    assert slope(flat[0].warm).verdict == "flat"
    assert not grew(flat)


def test_memory_that_rises_by_looking_and_handles_left_open_are_told() -> None:
    leaking = [_stretch(mb_an_hour=3)]
    assert slope(leaking[0].warm).verdict == "it grows"
    assert grew(leaking)
    assert grew([_stretch(handles_an_hour=20)])


def test_a_run_too_short_to_tell_says_so() -> None:
    brief = _stretch(minutes=20, mb_an_hour=60)
    assert slope(brief.warm).verdict == "not shown, run it longer"
    assert not grew([brief])


def test_what_records_take_is_told_from_what_looking_takes() -> None:
    busy = _stretch(only_looks=False, mb_an_hour=18, sessions_a_minute=60)
    said = list(judged([busy, _stretch()]))[-1]
    kilobytes = float(said.removeprefix("memory with the records: ").split()[0])
    assert 4.5 < kilobytes < 5.5
