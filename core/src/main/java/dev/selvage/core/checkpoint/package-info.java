/** The checkpoint protocol: manifest, object names, which one to restore, which to delete. */
package dev.selvage.core.checkpoint;
