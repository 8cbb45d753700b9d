/** Makes data sets of protein chains: from structure files, from ProMod3's database, generated. */
package dev.hydrant.trainer.protein.ingest;
