/** How far predicted centres are from the true ones, as something to minimise. */
package dev.hydrant.trainer.mixture.loss;
