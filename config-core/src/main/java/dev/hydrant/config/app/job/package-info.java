/** One job: its run directory and what is saved there, logging, environment, and signals. */
package dev.hydrant.config.app.job;
