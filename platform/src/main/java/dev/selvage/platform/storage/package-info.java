/** The file-system seam and its adapters: local disk and Hadoop. */
package dev.selvage.platform.storage;
