"""The files of a run folder and of a sweep's: every name, once."""

# A run folder.
SCENARIO = "scenario.yaml"  # as it was run, every default written out
STREAM = "recording.arrows"  # while the run goes on
PARQUET = "recording.parquet"  # the same rows, when it has ended
RESULT = "result.json"  # when it has ended by itself, however
MISMATCH = "mismatch.json"  # what the seed drew and the controller does not know
SNAPSHOTS = "snapshots"  # folder
LOADS = "loads.csv"
REPORT = "report.html"  # of a sweep too
REPLAY = "replay.html"
VIDEO = "video.mp4"
PLOTS = "plots"  # folder, of a sweep too
ORACLES = "oracles.json"  # what they found for the report
LOCK = ".lock"  # held by the process that writes here; gone when it has ended

# A sweep's folder.
SWEEP = "sweep.yaml"
RUNS = "runs"  # folder of its run folders
TABLE = "runs.parquet"
SUMMARY = "summary.json"
DIED = "died.json"  # in place of a result, of a run whose process died
LOG = "log.txt"  # what a process said that died
