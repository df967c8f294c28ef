# `make run` serves the site, `make test` proves it. Both set up all they need, once.

python = .venv/bin/python
# The first of these that is new enough.
base := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)

.PHONY: run test figures faults bench growth words pictures lint pins clean

run: .venv/run.stamp
	$(python) manage.py prepare
	exec $(python) -m gunicorn --config python:migration_office.gunicorn

test: .venv/test.stamp
	$(python) -m tests.tools browser postgres nginx openssl gettext
	$(python) -m pytest -m "not long"
	$(python) -m tests.postgres $(python) -m pytest -m data

# The figures of the README, as they are on this machine.
figures: .venv/test.stamp
	$(python) -m tests.tools browser postgres
	$(python) -m pytest -q -s -k "promise_1_ or promise_7_ or promise_9_ or 1_2_seconds or \
		appears_at_its_instant or first_page_comes or worker_that_has"

# Breaks what stands behind the site while readers read, and writes docs/faults.md.
faults: .venv/test.stamp
	$(python) -m tests.tools postgres
	$(python) -m pytest -m long
	$(python) -m tests.faults

# How fast the site is beside others on the same machine, into docs/bench.md; some ten minutes.
bench: .venv/test.stamp .venv/bench.stamp
	$(python) -m tests.tools postgres nginx wrk
	$(python) -m tests.bench

# What grows with the content, into docs/growth.md; some minutes.
growth: .venv/test.stamp .venv/bench.stamp
	$(python) -m tests.tools postgres
	$(python) -m tests.bench.growth

# The words of the interface: what is new in templates and code comes into every catalogue, empty.
words: .venv/test.stamp
	$(python) -m tests.tools gettext
	$(python) manage.py makemessages --all --no-obsolete --no-location --no-wrap \
		--ignore "templates/admin/*" --ignore "content/admin/*" --ignore "tests/*" --ignore "var/*"

# The pictures of „So geht es“ in the admin, from the running site.
pictures: .venv/test.stamp
	$(python) -m tests.tools browser
	$(python) -m tests.pictures

lint: .venv/test.stamp
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m djlint --quiet --lint templates
	.venv/bin/lint-imports
	$(python) manage.py makemigrations --check --dry-run --settings tests.settings
	$(python) -m tests.postgres $(python) manage.py lintmigrations content --no-cache --settings tests.settings

# After a change of the dependencies in pyproject.toml.
pins: .venv/test.stamp
	$(python) -m pip install --quiet pip-tools
	$(pin) --output-file requirements.txt pyproject.toml
	$(pin) --extra test --output-file requirements-test.txt pyproject.toml
	$(pin) --extra bench --output-file requirements-bench.txt pyproject.toml

# No host of packages is written down: each place has its own.
pin = .venv/bin/pip-compile --quiet --upgrade --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis

.venv/run.stamp: requirements.txt
.venv/test.stamp: requirements-test.txt
.venv/bench.stamp: requirements-bench.txt
.venv/%.stamp:
	$(if $(base),,$(error Python 3.11 or newer is needed))
	test -x $(python) || $(base) -m venv .venv
	$(python) -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@
