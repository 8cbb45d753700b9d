#!/bin/bash
#SBATCH --job-name=enhanced_v1 --output=logs/enhanced_v1_%j.out --gres=gpu:1 --signal=B:USR1@120 --requeue
mkdir -p logs && exec ./hydrant train --config-name=grammar_vae preset=enhanced_v1 resume=auto hydra.run.dir=outputs/enhanced_v1 "$@"
