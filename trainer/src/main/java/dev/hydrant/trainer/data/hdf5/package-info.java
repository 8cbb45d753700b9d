/**
 * HDF5 files: named datasets in groups, with attributes. Reading covers what h5py writes by
 * default, compressed or not; files are written in whole. Behind it stands jHDF, which nothing
 * outside of this package sees.
 */
package dev.hydrant.trainer.data.hdf5;
