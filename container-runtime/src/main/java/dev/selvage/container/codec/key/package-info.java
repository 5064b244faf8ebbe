/** The hashes of keys, which decide where a key's records go and where its state lies. */
package dev.selvage.container.codec.key;
