"""Processor seconds and rows of each gap rule over a network: `python benchmarks/rules.py FOLDER`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import loaders
from queries.engines import engine_for
from queries.gap_rules import gap_rules, lacking, rule_parameters
from queries.gaps import LIMITS

if __name__ == "__main__":
    network = loaders.load(Path(sys.argv[1]))
    day = network.default_as_of
    network = network.as_of(day) if day else network
    started = time.process_time()
    with engine_for(network) as engine:
        print(f"| (loading the engine) | {time.process_time() - started:.2f} | |")
        for rule in (one for one in gap_rules(network) if not lacking(one, {})):
            started = time.process_time()
            rows = len(engine.run(rule.text, rule_parameters(rule, network), limits=LIMITS).rows)
            print(f"| {rule.name} | {time.process_time() - started:.2f} | {rows:,} |")
