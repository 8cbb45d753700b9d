/** GPT-2 (Radford et al. 2019), with weights in the layout of Hugging Face. */
package dev.hydrant.trainer.lm.gpt2;
