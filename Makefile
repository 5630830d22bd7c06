# Everything runs in .venv, made from the pinned versions of constraints.txt.

BIN := .venv/bin
export OMP_NUM_THREADS := 1
export MPLBACKEND := Agg

.PHONY: relay test check golden wheel bench study docs-images clean

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

wheel: .venv/ready
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist .

bench: .venv/ready  ## speed and memory in both engines
	$(BIN)/relaywalk bench

study: .venv/ready  ## every robot, engine and seed over 100 m; two hours; docs/study.md
	@failed=0; \
	for robot in kuavo_4_pro kuavo_5; do for engine in pybullet mujoco; do \
	for seed in 1 2 3; do \
		out=runs/study/$$robot-$$engine-$$seed; rm -rf $$out; \
		$(BIN)/relaywalk run relay_100m --robot $$robot --engine $$engine \
			--seed $$seed --out $$out --no-report --quiet || failed=1; \
	done; done; done; exit $$failed

docs-images: .venv/ready  ## pictures and table of docs/joint_loads.md
	rm -rf runs/docs-mujoco runs/docs-pybullet
	$(BIN)/relaywalk run relay_5m --engine mujoco --seed 1 --out runs/docs-mujoco --no-report
	$(BIN)/relaywalk run relay_5m --engine pybullet --seed 1 --out runs/docs-pybullet --no-report
	$(BIN)/python docs/figures.py runs/docs-mujoco runs/docs-pybullet

clean:
	rm -rf .venv dist build

.venv/ready: pyproject.toml constraints.txt .ci/venv
	@sh .ci/venv
