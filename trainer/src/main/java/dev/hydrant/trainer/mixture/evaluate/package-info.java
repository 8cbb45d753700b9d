/** Judging predictions beside k-means, expectation maximisation and the Bayes bound. */
package dev.hydrant.trainer.mixture.evaluate;
