/** What a run says about itself: metrics files, the loss plot, and progress on the terminal. */
package dev.hydrant.trainer.report;
