/**
 * One training step: loss, gradient, clipping and update, run operator by operator, recorded as one
 * function, or shared by several devices. Also what a step costs, and its export.
 */
package dev.hydrant.trainer.step;
