"""How long resolve takes on a crawl made by chance, and how many people it finds beside those made.

    PYTHONPATH=. python benchmarks/resolve_speed.py [--pages 20000] [--profile]

A page names five people; a page in five has no date, one in ten is a copy. The same number of pages makes the same
crawl.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import time

from tasks.resolve.resolve import resolve_claims
from tests.resolve.crowd import make_crawl


def main() -> None:
    """Make the crawl, resolve it, say how long it took."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--pages", type=int, default=20_000)
    ap.add_argument("--profile", action="store_true", help="print where the time goes")
    args = ap.parse_args()
    given = make_crawl(args.pages)
    print(f"{len(given.people)} page people, {len(given.roles)} role claims, {len(given.events)} event claims")
    profiler = cProfile.Profile()
    began = time.process_time()
    if args.profile:
        profiler.enable()
    found = resolve_claims(given)
    profiler.disable()
    spent = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{spent:.1f} s of CPU, {peak:.0f} MiB: {len(found.people)} people, {len(found.roles)} roles, "
        f"{len(found.events)} events, {len(found.page_dates)} pages dated"
    )
    if args.profile:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main()
