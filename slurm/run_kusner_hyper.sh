#!/bin/bash
#SBATCH --job-name=kusner_hyper --output=logs/kusner_hyper_%j.out --gres=gpu:1 --signal=B:USR1@120 --requeue
mkdir -p logs && exec ./hydrant train --config-name=grammar_vae preset=kusner_hyperparams_enhanced_arch resume=auto hydra.run.dir=outputs/kusner_hyper "$@"
