/**
 * What a program gives the harness and gets from it: the job that it runs, the context of a run,
 * its own words for failures, and facts that only it knows.
 */
package dev.hydrant.config.app.program;
