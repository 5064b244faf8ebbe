/** Applications on a real YARN and a real HDFS, whose containers are processes of this machine. */
package dev.selvage.it.yarn;
