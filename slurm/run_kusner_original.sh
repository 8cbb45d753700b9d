#!/bin/bash
#SBATCH --job-name=kusner_original --output=logs/kusner_original_%j.out --gres=gpu:1 --signal=B:USR1@120 --requeue
mkdir -p logs && exec ./hydrant train --config-name=grammar_vae preset=kusner_original resume=auto hydra.run.dir=outputs/kusner_original "$@"
