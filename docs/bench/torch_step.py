"""Times training steps of Hydrant's models beside equal ones in Python's PyTorch, in turns.

    pip install torch numpy
    python docs/bench/torch_step.py                                  # all cases
    python docs/bench/torch_step.py vqvae_32 grammar_100 --threads 1,2
    python docs/bench/torch_step.py gpt2_base --modes eager,compile  # without Hydrant

A step is: forward pass, backward pass, clipping where the configuration has it, fused Adam or
AdamW. Each mode and number of threads is a process of its own; all are warm before the first
turn. Printed are median and least of the steps of each mode, with the threads that suit it best.
"""

import argparse

import gpt2
import grammar
import mixture
import protein
import timing
import vqvae

CASES = {**gpt2.CASES, **vqvae.CASES, **grammar.CASES, **mixture.CASES, **protein.CASES}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cases", nargs="*", default=list(CASES), help=", ".join(CASES))
    parser.add_argument("--modes", default="hydrant,eager,compile")
    parser.add_argument("--threads", default="2", help="such as 1,2: the best of both counts")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--steps", type=int, default=0, help="of a turn; 0: as suits the case")
    parser.add_argument("--hydrant", default="./hydrant", help="how Hydrant is started")
    parser.add_argument("--wait", action="store_true", help="for Enter, when all are warm")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        timing.take_turns(CASES[args.cases[0]], args.worker, args.steps)
        return
    print(timing.machine())
    threads = [int(t) for t in args.threads.split(",")]
    for name in args.cases:
        workers = timing.start(
            name, CASES[name], args.modes.split(","), threads, args.steps, args.hydrant
        )
        if args.wait:
            input()
        timing.compare(name, workers, args.turns)


if __name__ == "__main__":
    main()
