/** The target {@code local}: a whole cluster for one job, in the JVM of the program that submits it. */
package dev.selvage.local;
