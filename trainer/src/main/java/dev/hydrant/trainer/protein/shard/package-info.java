/**
 * Protein shards, {@code .hps}: many chains in one file that is mapped into memory.
 *
 * <p>All numbers little-endian. The header has 128 bytes:
 *
 * <pre>
 *   0  8 bytes   HYDRAHPS
 *   8  u32       version, 1
 *  12  u32       number of chains
 *  16  u64       number of residues
 *  24  u64       where the index begins
 *  32  u64       size of the file
 *  40  32 bytes  SHA-256 of all that follows the header
 *  72  u32       CRC-32 of the index
 *  76  u32       CRC-32 of bytes 0 to 75
 * </pre>
 *
 * A chain is: u32 residues L, u8 form, u8 zero, u16 length of the id, u16 length of the source's
 * name, then id and source in UTF-8, L letters, L × u16 sets of atoms (bit i: slot i of the 14 is
 * filled), and the positions of the filled slots in their order: form 0 has 3 × f32 in Å; form 1
 * has first 3 × f32 of an origin, then 3 × u16 in 0.01 Å from it. The index has 16 bytes for each
 * chain: u64 place in the file, u32 residues, u32 CRC-32 of the chain's bytes.
 */
package dev.hydrant.trainer.protein.shard;
