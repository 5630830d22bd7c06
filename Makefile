# Everything runs in .venv, made from the pinned versions of constraints.txt.

BIN := .venv/bin
export OMP_NUM_THREADS := 1
export MPLBACKEND := Agg

STUDIES := relay_100m randomised_relays hard_pushes course tour
SUITES := handover_benchmark handover_faults

.PHONY: relay test check golden schemas wheel bench profile ab bench-peers bundle demo docs study docs-images clean

relay: .venv/ready  ## the main job: 100 m, default robot and engine, with report
	$(BIN)/relaywalk run relay_100m

test: .venv/ready
	$(BIN)/python -m pytest -q -n 2

check: .venv/ready  ## style, types, import contracts, circles
	$(BIN)/ruff check sim tests docs examples
	$(BIN)/ruff format --check sim tests docs examples
	$(BIN)/mypy
	PYTHONPATH=sim $(BIN)/lint-imports
	$(BIN)/python -m tests.house

golden: .venv/ready  ## simulate the golden short runs anew, after a change that means to
	$(BIN)/python -m tests.golden

schemas: .venv/ready  ## the JSON Schemas anew, after a change of a model
	for kind in scenario sweep suite card randomisation; do \
		$(BIN)/relaywalk schema $$kind --out schemas/$$kind.json || exit 1; done

wheel: .venv/ready
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist .

bench: .venv/ready  ## speed and memory in both engines
	$(BIN)/relaywalk bench

profile: .venv/ready  ## where the time goes in both engines; build/profile
	$(BIN)/python -m tests.speed.profile $(OPTIONS)

ab: .venv/ready  ## BEFORE=commit [AFTER=commit] [OPTIONS=…]: two commits run in turn
	$(BIN)/python -m tests.speed.ab $(or $(BEFORE),HEAD) $(AFTER) $(OPTIONS)

bench-peers: .venv/ready build/peers/ready  ## our control tick beside PlaCo's
	$(BIN)/python -m tests.speed.peers build/peers/bin/python $(OPTIONS)

bundle:  ## the replay page's scripts, from web/replay; needs node 20 or later
	cd web/replay && npm ci && node build.mjs

demo: .venv/ready  ## what `relaywalk demo` shows, from a run of relay_5m
	rm -rf runs/demo
	$(BIN)/relaywalk run relay_5m --engine mujoco --seed 1 --out runs/demo --no-report
	$(BIN)/python -m relaywalk.view.replay.demo runs/demo

docs: .venv/ready  ## the site, in build/docs; any warning is an error; needs Python 3.11
	$(BIN)/sphinx-build -W --keep-going -E -q -b html -d build/doctrees docs build/docs
	@echo build/docs/index.html

study: .venv/ready  ## all studies of docs/study.md; many hours; goes on where it stopped
	@failed=0; \
	for name in $(STUDIES); do \
		$(BIN)/relaywalk sweep docs/studies/$$name.yaml --workers 2 \
			--out runs/study/$$name || failed=1; \
	done; \
	for name in $(SUITES); do \
		$(BIN)/relaywalk sweep $$name --workers 2 --out runs/study/$$name || failed=1; \
	done; \
	for robot in kuavo_4_pro kuavo_5; do for engine in pybullet mujoco; do \
		$(BIN)/relaywalk pushes carry_5m --robot $$robot --engine $$engine \
			--set actors.robot.script.1.distance=30 --set duration=60 --workers 2 \
			--out runs/study/pushes-$$robot-$$engine --quiet || failed=1; \
	done; done; \
	$(BIN)/python docs/study.py runs/study; exit $$failed

docs-images: .venv/ready  ## pictures of README and site, and the table of docs/joint_loads.md
	rm -rf runs/docs-mujoco runs/docs-pybullet
	$(BIN)/relaywalk run relay_5m --engine mujoco --seed 1 --out runs/docs-mujoco --no-report
	$(BIN)/relaywalk run relay_5m --engine pybullet --seed 1 --out runs/docs-pybullet --no-report
	$(BIN)/python docs/figures.py runs/docs-mujoco runs/docs-pybullet
	$(BIN)/python docs/replay.py
	for robot in kuavo_4_pro kuavo_5; do $(BIN)/relaywalk list joints --robot $$robot \
		--picture docs/images/joints-$$robot.png || exit 1; done
	$(BIN)/python docs/film.py runs/docs-mujoco
	$(BIN)/relaywalk report runs/docs-mujoco
	$(BIN)/python docs/report_pictures.py runs/docs-mujoco
	for plot in joint_torque gait_cycle; do \
		$(BIN)/relaywalk plot runs/docs-mujoco $$plot --joints leg_r4_joint zarm_r4_joint \
			--phase carry --dpi 80 --out runs/docs-plots && \
		cp runs/docs-plots/$$plot.png docs/images/plot_$$plot.png || exit 1; done

clean:
	rm -rf .venv dist build

.venv/ready: pyproject.toml constraints.txt .ci/venv
	@sh .ci/venv

# PlaCo wants another Pinocchio than ours.
build/peers/ready: tests/speed/peers.txt
	$(BIN)/python -m venv --clear build/peers
	build/peers/bin/python -m pip install --quiet --disable-pip-version-check \
		--no-deps -r tests/speed/peers.txt
	touch $@
