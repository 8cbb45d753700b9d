/** Mixture of depths (Raposo et al. 2024): blocks that a router lets some tokens skip. */
package dev.hydrant.trainer.lm.mod;
