/** JMH benchmarks of inner parts, one class per part. */
package dev.selvage.benchmarks.micro;
