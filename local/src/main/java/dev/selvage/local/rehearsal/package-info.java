/** What a JVM does once so that it can keep its classes for those that start after it. */
package dev.selvage.local.rehearsal;
