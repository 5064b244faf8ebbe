/** The file connector on a real HDFS. */
package dev.selvage.it.files;
