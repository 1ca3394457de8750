"""Searches on a Dask cluster of two processes, one of which may be killed on the way; prints what came out."""

import json
import os
import signal
import sys

import distributed

from nnlab.errors import NnlabError
from nnlab.search.cluster import Cluster
from nnlab.search.search import Search
from tests.search.searching import SMALL, ended, search_of, without_seconds


def main(how: str) -> None:
    with distributed.LocalCluster(
        n_workers=0 if how == "empty" else 2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        try:
            workers = Cluster(cluster.scheduler_address)
        except NnlabError as error:
            sys.stdout.write(json.dumps(str(error)))
            return
        search = Search(SMALL, search_of(), workers)
        if how == "killed":
            while search.share < 0.2:
                search.advance(0.01)
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        sys.stdout.write(json.dumps(without_seconds(ended(search))))
        search.close()


if __name__ == "__main__":
    main(sys.argv[1])
