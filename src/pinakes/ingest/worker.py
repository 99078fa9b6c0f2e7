"""The process that reads: ``python -m pinakes.ingest.worker N``, N being the socket that it was left."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import sys

from pinakes.errors import PinakesError
from pinakes.index import weights
from pinakes.ingest.building import builder
from pinakes.ingest.frames import Batch, FrameReader, Job, decode_job, send

_BATCHES_WITHOUT_COLLECTING = 100


def main() -> None:
    """Take a Job, send its Batches; ends when the other side is gone."""
    connection = socket.socket(fileno=int(sys.argv[1]))
    frames = FrameReader(connection)
    jobs: list[bytes] = []
    while not jobs and frames.pump():
        jobs += frames.frames()
    if not jobs:
        return
    # Records are trees without cycles: looking for cycles among them costs a twentieth of the time.
    gc.freeze()
    gc.disable()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        _work(decode_job(jobs[0]), connection)
    connection.close()


def _work(job: Job, connection: socket.socket) -> None:
    try:
        os.chdir(job.folder)
        weights.use(weights.now, job.field_weights)
        for number, batch in enumerate(builder(job).batches(), 1):
            send(connection, batch)
            if number % _BATCHES_WITHOUT_COLLECTING == 0:
                gc.collect()  # what exceptions leave behind
    except PinakesError as error:
        send(connection, Batch(error=str(error), last=True))
    except MemoryError:
        send(connection, Batch(error="There is not enough memory for one of the records.", last=True))
    except OSError:
        raise  # the other side is gone, and with it whoever could be told
    except Exception as error:  # noqa: BLE001 - a fault of ours is said in one sentence as well
        said = f"The process that reads the files failed ({type(error).__name__}: {error})."
        send(connection, Batch(error=said, last=True))


if __name__ == "__main__":
    main()
