/** Text files: a splittable source and an exactly-once sink, on any file system that platform offers. */
package dev.selvage.connector.files;
