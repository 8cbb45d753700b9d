/** Mixture of experts: a router sends each token to a few of several feed-forward networks. */
package dev.hydrant.trainer.lm.moe;
