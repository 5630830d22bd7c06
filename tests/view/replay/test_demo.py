"""The shipped replay can be read by the page of today."""

from tests.view.replay.replays import unpacked

from relaywalk.view.replay import demo
from relaywalk.view.replay.scene import packed

LARGEST = 1_000_000  # of what is shipped [byte]


def test_the_shipped_replay_is_a_whole_relay():
    head, (values,) = unpacked(demo.CONTENT.read_bytes())
    (run,) = head["runs"]
    assert run["outcome"] == "success"
    assert [e["kind"] for e in run["events"]].count("handover") == 2
    assert values["robot.base.x"][-1] > 4.5
    assert demo.CONTENT.stat().st_size < LARGEST


def test_it_has_the_form_of_today(shared_run):
    shipped, _ = unpacked(demo.CONTENT.read_bytes())
    now, _ = unpacked(packed(shared_run(60)))
    assert form(shipped) == form(now), "run 'make demo'"


def form(head):
    """Return the names of all that a page reads: of a run, its actors, its bodies."""
    (run,) = head["runs"]
    robot = run["actors"]["robot"]
    links = {
        n: [link["name"] for link in b["links"]] for n, b in head["bodies"].items()
    }
    joints = [(joint["name"], sorted(joint)) for joint in robot["joints"]]
    tracks = {track["name"] for track in run["tracks"]}
    return sorted(head), sorted(run), sorted(robot), joints, links, tracks


def test_a_run_becomes_the_shipped_one(shared_run, tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "CONTENT", tmp_path / "shipped" / "relay.bin")
    demo.keep(shared_run(60).folder)
    head, _ = unpacked((tmp_path / "shipped" / "relay.bin").read_bytes())
    assert head["runs"][0]["samples"] == 31
    page = demo.write_demo(tmp_path / "demo.html")
    assert page.is_file()
