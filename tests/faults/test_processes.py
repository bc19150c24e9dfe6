"""Workers die and the server stops under load: nothing that was acknowledged is lost, nothing is kept twice."""

import pytest

from tests.faults.conftest import Often
from tests.faults.load import Place, Visitors, require_nothing_lost, serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installations")]


def test_workers_killed_under_load(place: Place, often: Often) -> None:
    with serving(place) as served, Visitors(place, served.port).coming() as visitors:
        for _ in range(often.kills):
            visitors.wait_for(204, 40)
            served.kill_one()
        visitors.wait_for(204, 40)
    require_nothing_lost(place, visitors)


def test_stopping_under_load_loses_nothing(place: Place) -> None:
    with serving(place, workers=1) as served:
        port = served.port
        visitors = Visitors(place, port)
        with visitors.coming():
            visitors.wait_for(204, 40)
            served.process.terminate()
            assert served.process.wait(60) == 0
            with serving(place, workers=1, port=port):
                visitors.wait_for(204, 40)
                visitors.leave()
    require_nothing_lost(place, visitors)
