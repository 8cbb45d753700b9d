/** What a run reports: metrics files, the loss plot, and progress on the terminal. */
package dev.hydrant.trainer.report;
